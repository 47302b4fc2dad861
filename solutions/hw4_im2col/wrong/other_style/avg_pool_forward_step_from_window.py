"""In another style: a window at every pixel by sliding_window_view, then the ones side by side are kept."""

import numpy as np


def avg_pool_forward_im2col(x, pool_param):
    k_height, k_width = pool_param["pool_height"], pool_param["pool_width"]
    N, C, H, W = x.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (k_height, k_width), axis=(2, 3))
    windows = windows[:, :, ::k_width, ::k_width]
    out = windows.mean(axis=(4, 5)).reshape(N, C, H // k_height, W // k_width)
    return out, (x, pool_param)
