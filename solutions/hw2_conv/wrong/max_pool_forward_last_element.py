"""The bottom right value of each window is taken, not the largest."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "Each entry of your out is a value of its own window, but always the one in the bottom right corner. An image "
    "whose numbers grow to the right and downwards hides this, because there the same corner is also the largest. Look "
    "at how the winner of a window is chosen: does every pixel have a chance? Take an image whose numbers shrink to "
    "the right and downwards, such as [[9, 8], [7, 6]], and pool it as a single window. Which pixel should win, and "
    "which one does?"
)


def max_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = (H - pool_height) // stride + 1
    W_out = (W - pool_width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            window = x[:, :, top : top + pool_height, left : left + pool_width]
            out[:, :, i, j] = window[:, :, -1, -1]
    return out, (x, pool_param)
