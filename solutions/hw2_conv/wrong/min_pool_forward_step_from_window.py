"""The windows begin at multiples of their own size, not of the stride."""

import numpy as np

QUESTIONS = ("min_pool_forward_naive",)
OUTPUT = "out"
HINT = "Use windows of 2 with stride 1. In which column does the second window begin, and in which one does yours?"


def min_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = (H - pool_height) // stride + 1
    W_out = (W - pool_width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * pool_height, j * pool_width
            window = x[:, :, top : top + pool_height, left : left + pool_width]
            out[:, :, i, j] = window.min(axis=(2, 3))
    return out, (x, pool_param)
