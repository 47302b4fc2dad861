"""In another style: sliding_window_view, in a helper of its own."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def _windows(images, height, width, stride=1, padding=1):
    border = (padding, padding)
    padded = np.pad(images, ((0, 0), (0, 0), border, border))
    return sliding_window_view(padded, (height, width), axis=(2, 3))[:, :, ::stride, ::stride]


def avg_pool_forward_im2col(x, pool_param):
    windows = _windows(x, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"])
    return windows.mean(axis=(4, 5)), (x, pool_param)
