"""In another style: each window as a list of numbers."""

import numpy as np


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw = pool_param["pool_height"], pool_param["pool_width"]
    H, W = x.shape[2:]
    dx = np.zeros(x.shape)
    for (n, c, i, j), grad in np.ndenumerate(dout):
        rows = range(ph * i, min(ph * i + ph, H))
        cols = range(pw * j, min(pw * j + pw, W))
        values = [x[n, c, row, col] for row in rows for col in cols]
        winner = values.index(max(values))
        dx[n, c, ph * i + winner // pw, pw * j + winner % pw] += grad
    return dx
