"""The sum is divided without its fraction."""

import numpy as np

QUESTIONS = ("avg_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "All values in out are whole numbers, and each is the right average rounded down: 0.75 has become 0, and -0.25 "
    "has become -1. So the right pixels are added up, and something is lost on the way from the sum to the average. "
    "Average the window [[1, 2], [3, 4]] on paper, then with your code. In which single step does the half disappear?"
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
            out[:, :, i, j] = window.sum(axis=(2, 3)) // (pool_height * pool_width)
    return out, (x, pool_param)
