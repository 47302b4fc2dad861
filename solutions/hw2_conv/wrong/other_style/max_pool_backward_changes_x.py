"""In another style: plain loops over single numbers, the winner found by comparing one by one."""

import numpy as np


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        window = [(i * s + p, j * s + q) for p in range(ph) for q in range(pw)]
        largest = x[n, c, i * s, j * s]
        for row, col in window:
            largest = max(largest, x[n, c, row, col])
        found = False
        for row, col in window:
            x[n, c, row, col] -= largest
            if x[n, c, row, col] == 0 and not found:
                dx[n, c, row, col] += dout[n, c, i, j]
                found = True
    return dx
