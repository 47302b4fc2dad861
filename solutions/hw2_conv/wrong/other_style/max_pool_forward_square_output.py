"""In another style: plain loops over single numbers."""

import numpy as np


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    size = (H - ph) // s + 1
    out = np.zeros((N, C, size, size))
    for n, c, i, j in np.ndindex(out.shape):
        if j * s + pw > W:
            continue
        best = x[n, c, i * s, j * s]
        for row in range(i * s, i * s + ph):
            for col in range(j * s, j * s + pw):
                if x[n, c, row, col] > best:
                    best = x[n, c, row, col]
        out[n, c, i, j] = best
    return out, (x, pool_param)
