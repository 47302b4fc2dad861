"""In another style: plain loops, Python's max of a list."""

import numpy as np


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, H // ph, W // pw))
    for n, c, i, j in np.ndindex(*out.shape):
        values = []
        for row in range(i * s, min(i * s + ph, H)):
            for col in range(j * s, min(j * s + pw, W)):
                values.append(x[n, c, row, col])
        out[n, c, i, j] = max(values)
    return out, (x, pool_param)
