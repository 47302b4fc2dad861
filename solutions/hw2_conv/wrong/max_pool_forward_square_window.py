"""The window is cut as wide as it is high."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "Square windows are pooled correctly. With any other window, out has the right shape, but each value comes from "
    "pixels in a region that is as wide as it is high: a wide window loses its last columns, a narrow one takes in "
    "columns that are not its own. Look at where a window ends along each of the two axes. Take an image of 2 rows and "
    "3 columns whose largest value is in the last column, and pool it with a window of that size. Which value do you "
    "get, and which pixels did your window hold?"
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
            window = x[:, :, top : top + pool_height, left : left + pool_height]
            out[:, :, i, j] = window.max(axis=(2, 3))
    return out, (x, pool_param)
