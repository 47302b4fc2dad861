"""In another style: the places of all maxima with np.nonzero, added up with np.add.at."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    size = (pool_param["pool_height"], pool_param["pool_width"])
    stride = pool_param["stride"]
    windows = sliding_window_view(x, size, axis=(2, 3))[:, :, ::stride, ::stride]
    largest = windows.max(axis=(4, 5), keepdims=True)
    p, q, n, c, i, j = np.nonzero((windows == largest).transpose(4, 5, 0, 1, 2, 3))
    factor = dout.size / len(p)
    dx = np.zeros(x.shape)
    np.add.at(dx, (n, c, i * stride + p, j * stride + q), factor * dout[n, c, i, j])
    return dx
