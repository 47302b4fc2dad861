"""The sum is divided by the square of the stride, not by the number of pixels in the window."""

import numpy as np

QUESTIONS = ("avg_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "Within one call every average is off by the same factor, and the factor changes with the stride. Windows of 2 by "
    "2 with stride 2 come out right, but with windows of 3 by 3 and stride 2 an image of ones gives 2.25 everywhere. "
    "Look at the number that each sum is divided by. How many values go into one of these averages, and does that "
    "change when only the stride changes?"
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
            out[:, :, i, j] = window.sum(axis=(2, 3)) / stride**2
    return out, (x, pool_param)
