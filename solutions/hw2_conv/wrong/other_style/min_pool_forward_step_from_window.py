"""In another style: plain loops, Python's min of a list."""

import numpy as np


def min_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - ph) // s + 1, (W - pw) // s + 1))
    for n, c, i, j in np.ndindex(*out.shape):
        rows = range(ph * i, min(ph * i + ph, H))
        cols = range(pw * j, min(pw * j + pw, W))
        out[n, c, i, j] = min([x[n, c, row, col] for row in rows for col in cols])
    return out, (x, pool_param)
