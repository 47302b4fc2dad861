"""In another style: tile by tile, in loops over single numbers."""

import numpy as np


def max_pool_forward_naive(x, pool_param):
    ph, pw = pool_param["pool_height"], pool_param["pool_width"]
    N, C, H, W = x.shape
    out = np.empty((N, C, H // ph, W // pw), dtype=x.dtype)
    for n, c, i, j in np.ndindex(*out.shape):
        largest = x[n, c, i * ph, j * pw]
        for row in range(i * ph, (i + 1) * ph):
            for column in range(j * pw, (j + 1) * pw):
                if x[n, c, row, column] > largest:
                    largest = x[n, c, row, column]
        out[n, c, i, j] = largest
    return out, (x, pool_param)
