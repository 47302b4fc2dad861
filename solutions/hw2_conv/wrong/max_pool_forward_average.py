"""Each window is averaged."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "Each number in your out lies between the smallest and the largest value of its window: it is their average. Only "
    "windows in which all values are equal come out right. The windows themselves are in the right places, so look at "
    "what you make of the values of one window. Pool [[1, 2], [3, 6]] as a single window. Which of the four numbers "
    "should be kept, and is your result one of the four at all?"
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
            out[:, :, i, j] = window.mean(axis=(2, 3))
    return out, (x, pool_param)
