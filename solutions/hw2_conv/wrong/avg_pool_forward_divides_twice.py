"""The mean is divided by the number of pixels once more."""

import numpy as np

QUESTIONS = ("avg_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "Every value is right but for a factor, and it is too near to 0: for windows of 2 by 2 you get a quarter of the "
    "average, for windows of 3 by 3 a ninth. Follow one window of ones from its pixels to its entry in out, and write "
    "down the number that you have after each step. After which step is it already the average, and what happens to "
    "it then?"
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
            out[:, :, i, j] = window.mean(axis=(2, 3)) / (pool_height * pool_width)
    return out, (x, pool_param)
