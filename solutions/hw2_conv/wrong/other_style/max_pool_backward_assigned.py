"""In another style: plain loops over single numbers."""

import numpy as np


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for (n, c, i, j), grad in np.ndenumerate(dout):
        best_row, best_col = i * s, j * s
        for row in range(i * s, i * s + ph):
            for col in range(j * s, j * s + pw):
                if x[n, c, row, col] > x[n, c, best_row, best_col]:
                    best_row, best_col = row, col
        dx[n, c, best_row, best_col] = grad
    return dx
