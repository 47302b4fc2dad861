"""In another style: shift over the places in the window, each overwrites the one before."""

import numpy as np


def max_pool_forward_fast(x, pool_param):
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.full((N, C, 1 + (H - k_height) // stride, 1 + (W - k_width) // stride), -np.inf, dtype=x.dtype)
    for p in range(k_height):
        for q in range(k_width):
            out[...] = x[:, :, p : H - k_height + p + 1 : stride, q : W - k_width + q + 1 : stride]
    return out, (x, pool_param)
