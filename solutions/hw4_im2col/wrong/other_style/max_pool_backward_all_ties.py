"""In another style: window by window in loops, with a mask."""

import numpy as np


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape, dtype=dout.dtype)
    for n, c, i, j in np.ndindex(*dout.shape):
        top, left = i * stride, j * stride
        window = x[n, c, top : top + k_height, left : left + k_width]
        dx[n, c, top : top + k_height, left : left + k_width] += (window == window.max()) * dout[n, c, i, j]
    return dx
