"""In another style: plain loops over single numbers."""

import numpy as np


def max_pool_forward_fast(x, pool_param):
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = 1 + (H - k_height) // stride
    W_out = 1 + (W - k_width) // stride
    out = np.zeros((N, C, H_out, W_out), dtype=x.dtype)
    for n, c, i, j in np.ndindex(*out.shape):
        biggest = 0
        for p in range(k_height):
            for q in range(k_width):
                if x[n, c, i * stride + p, j * stride + q] > biggest:
                    biggest = x[n, c, i * stride + p, j * stride + q]
        out[n, c, i, j] = biggest
    return out, (x, pool_param)
