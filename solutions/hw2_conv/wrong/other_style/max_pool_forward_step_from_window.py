"""In another style: first the largest of each column of a window, then of each row."""

import numpy as np


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out, W_out = (H - ph) // s + 1, (W - pw) // s + 1
    bands = np.zeros((N, C, H_out, W))
    for i in range(H_out):
        bands[:, :, i] = np.max(x[:, :, ph * i : ph * (i + 1)], axis=2)
    out = np.zeros((N, C, H_out, W_out))
    for j in range(W_out):
        out[:, :, :, j] = np.max(bands[:, :, :, pw * j : pw * (j + 1)], axis=3)
    return out, (x, pool_param)
