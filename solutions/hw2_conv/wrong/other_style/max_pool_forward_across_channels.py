"""In another style: sliding_window_view, repeated for the channels."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool_forward_naive(x, pool_param):
    s = pool_param["stride"]
    size = pool_param["pool_height"], pool_param["pool_width"]
    windows = sliding_window_view(x, size, axis=(2, 3))[:, :, ::s, ::s]
    largest = windows.max(axis=(4, 5)).max(axis=1, keepdims=True)
    return np.repeat(largest, x.shape[1], axis=1), (x, pool_param)
