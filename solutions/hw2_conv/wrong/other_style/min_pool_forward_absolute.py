"""In another style: plain loops over single numbers."""

import numpy as np


def min_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - ph) // s + 1, (W - pw) // s + 1))
    for n, c, i, j in np.ndindex(*out.shape):
        smallest = float("inf")
        for row in range(i * s, i * s + ph):
            for column in range(j * s, j * s + pw):
                value = abs(x[n, c, row, column])
                if value < smallest:
                    smallest = value
        out[n, c, i, j] = smallest
    return out, (x, pool_param)
