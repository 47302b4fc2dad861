"""In another style: sliding_window_view and a mean over the last two axes."""

import numpy as np


def avg_pool_forward_im2col(x, pool_param):
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    planes = x.reshape(C, N, H, W)
    windows = np.lib.stride_tricks.sliding_window_view(planes, (k_height, k_width), axis=(2, 3))
    means = windows[:, :, ::stride, ::stride].mean(axis=(4, 5))
    return means.swapaxes(0, 1), (x, pool_param)
