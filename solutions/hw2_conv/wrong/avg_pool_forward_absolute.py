"""The signs are dropped before averaging."""

import numpy as np

QUESTIONS = ("avg_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "Windows without negative values come out right. As soon as a window holds a negative value, your average is too "
    "large, and nothing in out is ever below 0. So the values change on their way from the window into the average. "
    "Average the window [[-1, 1], [-1, 1]] by hand, then run your function on it. What becomes of the two values "
    "below zero?"
)


def avg_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = (H - pool_height) // stride + 1
    W_out = (W - pool_width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            window = x[:, :, top : top + pool_height, left : left + pool_width]
            out[:, :, i, j] = np.abs(window).mean(axis=(2, 3))
    return out, (x, pool_param)
