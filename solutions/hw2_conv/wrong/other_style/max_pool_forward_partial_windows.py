"""In another style: the numbers of each window are gathered in a list."""

import math

import numpy as np


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out, W_out = math.ceil((H - ph) / s + 1), math.ceil((W - pw) / s + 1)
    out = np.zeros((N, C, H_out, W_out))
    for n, c, i, j in np.ndindex(*out.shape):
        values = []
        for row in range(i * s, min(i * s + ph, H)):
            for column in range(j * s, min(j * s + pw, W)):
                values.append(x[n, c, row, column])
        out[n, c, i, j] = max(values)
    return out, (x, pool_param)
