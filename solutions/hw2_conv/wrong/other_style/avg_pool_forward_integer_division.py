"""In another style: plain loops over single numbers."""

import numpy as np


def avg_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, 1 + (H - ph) // s, 1 + (W - pw) // s))
    for n, c, i, j in np.ndindex(*out.shape):
        total = 0
        for p in range(ph):
            for q in range(pw):
                total += x[n, c, i * s + p, j * s + q]
        out[n, c, i, j] = total // (ph * pw)
    return out, (x, pool_param)
