"""The counter of output columns starts a new row after as many steps as out has rows."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "Your result is right when out is as high as it is wide. In any other case a part of out stays 0, and other "
    "entries hold the maximum of a window that belongs somewhere else. So the maxima are found correctly; look at how "
    "you decide where each of them is stored, above all at the moment when a new row of out begins. Take an image of 4 "
    "by 8 pixels with 2 by 2 windows and stride 2. How many entries belong in one row of out, and after how many do "
    "you go on to the next row?"
)


def max_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = (H - pool_height) // stride + 1
    W_out = (W - pool_width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    row = column = 0
    for top in range(0, H_out * stride, stride):
        for left in range(0, W_out * stride, stride):
            window = x[:, :, top : top + pool_height, left : left + pool_width]
            out[:, :, row % H_out, column % W_out] = window.max(axis=(2, 3))
            column += 1
            if column == H_out:
                row, column = row + 1, 0
    return out, (x, pool_param)
