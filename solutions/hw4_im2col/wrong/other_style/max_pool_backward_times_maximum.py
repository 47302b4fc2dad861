"""In another style: plain loops over single numbers."""

import numpy as np


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        best, row, column = x[n, c, i * s, j * s], i * s, j * s
        for p in range(i * s, i * s + ph):
            for q in range(j * s, j * s + pw):
                if x[n, c, p, q] > best:
                    best, row, column = x[n, c, p, q], p, q
        dx[n, c, row, column] += best * dout[n, c, i, j]
    return dx
