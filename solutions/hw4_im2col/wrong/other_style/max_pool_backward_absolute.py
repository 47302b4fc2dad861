"""In another style: plain loops over single numbers."""

import numpy as np


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        winner, largest = None, -1.0
        for row in range(i * stride, i * stride + k_height):
            for column in range(j * stride, j * stride + k_width):
                size = abs(x[n, c, row, column])
                if size > largest:
                    winner, largest = (n, c, row, column), size
        dx[winner] += dout[n, c, i, j]
    return dx
