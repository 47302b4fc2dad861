"""The smallest magnitude is returned."""

import numpy as np

QUESTIONS = ("min_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "No entry of your out is negative: each is the smallest distance from 0 in its window, with the sign gone. Windows "
    "without negative values are right. Look at what happens to the values of a window before they are compared. Read "
    "the window [[-5, 1], [3, -2]] as four temperatures. Which of them is the coldest, and which number does your "
    "function return?"
)


def min_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = (H - pool_height) // stride + 1
    W_out = (W - pool_width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            window = x[:, :, top : top + pool_height, left : left + pool_width]
            out[:, :, i, j] = np.abs(window).min(axis=(2, 3))
    return out, (x, pool_param)
