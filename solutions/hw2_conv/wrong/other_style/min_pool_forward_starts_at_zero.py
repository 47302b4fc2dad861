"""In another style: the minimum over a view of the windows, with a first value."""

import numpy as np


def min_pool_forward_naive(x, pool_param):
    size = pool_param["pool_height"], pool_param["pool_width"]
    s = pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, size, axis=(2, 3))
    out = np.min(windows[:, :, ::s, ::s], axis=(4, 5), initial=0.0)
    return out, (x, pool_param)
