"""In another style: plain loops over single numbers."""

import numpy as np


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.full((N, C, (H - ph) // s + 1, (W - pw) // s + 1), -np.inf)
    for n in range(N):
        for c in range(C):
            for i, top in enumerate(range(0, H, s)):
                for j, left in enumerate(range(0, W, s)):
                    for row in range(top, min(top + ph, H)):
                        for col in range(left, min(left + pw, W)):
                            out[n, c, i, j] = max(out[n, c, i, j], x[n, c, row, col])
    return out, (x, pool_param)
