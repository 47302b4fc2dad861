"""In another style: plain loops over single numbers."""

import numpy as np


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.full((N, C, (H - ph) // s + 1, (W - pw) // s + 1), -np.inf)
    pool_param["winners"] = np.zeros(out.shape, dtype=int)
    for n, c, i, j in np.ndindex(*out.shape):
        for k in range(ph * pw):
            value = x[n, c, i * s + k // pw, j * s + k % pw]
            if value > out[n, c, i, j]:
                out[n, c, i, j] = value
                pool_param["winners"][n, c, i, j] = k
    return out, (x, pool_param)
