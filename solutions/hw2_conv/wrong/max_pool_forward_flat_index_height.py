"""Pixels are looked up in a flat copy of the image with its height as the row length."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "Square images come out right. In others, out has the right shape, but its values come from the wrong pixels, more "
    "and more so further down; some positions may even lie past the end of the image. Look at how the row and the "
    "column of a pixel become one position when all pixels stand in a single line. Number the pixels of an image with "
    "2 rows and 3 columns row by row, from 0 to 5. By how much does the number grow when you go one row down, and by "
    "how much does yours?"
)


def max_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = (H - pool_height) // stride + 1
    W_out = (W - pool_width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    flat = x.reshape(N, C, H * W)
    for i in range(H_out):
        for j in range(W_out):
            rows = np.arange(i * stride, i * stride + pool_height)
            columns = np.arange(j * stride, j * stride + pool_width)
            places = (rows[:, None] * H + columns).reshape(-1)
            out[:, :, i, j] = flat[:, :, places].max(axis=2)
    return out, (x, pool_param)
