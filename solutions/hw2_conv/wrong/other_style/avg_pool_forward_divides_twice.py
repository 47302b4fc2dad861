"""In another style: sliding_window_view and one mean for all windows."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def avg_pool_forward_naive(x, pool_param):
    size = (pool_param["pool_height"], pool_param["pool_width"])
    s = pool_param["stride"]
    windows = sliding_window_view(x, size, axis=(2, 3))[:, :, ::s, ::s]
    average = windows.mean(axis=(-2, -1))
    out = average / np.prod(size)
    return out, (x, pool_param)
