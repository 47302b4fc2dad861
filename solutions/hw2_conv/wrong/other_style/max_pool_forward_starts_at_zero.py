"""In another style: plain loops over single numbers."""

import numpy as np


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.empty((N, C, 1 + (H - ph) // s, 1 + (W - pw) // s))
    for n, c, i, j in np.ndindex(*out.shape):
        largest = 0.0
        for row in range(i * s, i * s + ph):
            for col in range(j * s, j * s + pw):
                if x[n, c, row, col] > largest:
                    largest = x[n, c, row, col]
        out[n, c, i, j] = largest
    return out, (x, pool_param)
