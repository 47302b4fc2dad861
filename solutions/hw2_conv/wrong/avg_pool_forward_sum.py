"""The window is summed and never divided."""

import numpy as np

QUESTIONS = ("avg_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "Every value is right but for a factor, and the factor depends on the window: 4 for windows of 2 by 2, and 6 for "
    "windows of 2 by 3. Only windows of a single pixel come out right. Pool an image of ones and read off the number "
    "that fills your out. What is the average of any number of ones, and what does your number count instead?"
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
            out[:, :, i, j] = window.sum(axis=(2, 3))
    return out, (x, pool_param)
