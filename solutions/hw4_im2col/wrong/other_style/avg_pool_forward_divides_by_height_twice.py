"""In another style: plain loops over single numbers."""

import numpy as np


def avg_pool_forward_im2col(x, pool_param):
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = 1 + (H - k_height) // stride
    W_out = 1 + (W - k_width) // stride
    out = np.zeros((N, C, H_out, W_out), dtype=x.dtype)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    total = 0
                    for p in range(k_height):
                        for q in range(k_width):
                            total += x[n, c, i * stride + p, j * stride + q]
                    out[n, c, i, j] = total / (k_height * k_height)
    return out, (x, pool_param)
