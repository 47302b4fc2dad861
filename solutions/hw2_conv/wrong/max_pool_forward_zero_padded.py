"""Zeros are added at the right and at the bottom so that every pixel is in a window."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "For some sizes your out has a row too many at the bottom or a column too many at the right; the rest of it is "
    "right. The extra entries are never negative, even when every pixel nearby is, so something that is not a pixel "
    "took part. Look at what happens to the image before it is pooled. Take a 3 by 3 image filled with -1, with 2 by 2 "
    "windows and stride 2. How many whole windows fit, and where does each number of your out come from?"
)


def max_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    more_rows, more_columns = -(H - pool_height) % stride, -(W - pool_width) % stride
    x_pad = np.pad(x, ((0, 0), (0, 0), (0, more_rows), (0, more_columns)))
    H_out = (H + more_rows - pool_height) // stride + 1
    W_out = (W + more_columns - pool_width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            window = x_pad[:, :, top : top + pool_height, left : left + pool_width]
            out[:, :, i, j] = window.max(axis=(2, 3))
    return out, (x, pool_param)
