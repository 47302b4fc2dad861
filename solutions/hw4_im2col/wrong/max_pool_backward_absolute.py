"""The winner is the pixel of the largest size."""

import numpy as np

QUESTIONS = ("max_pool_backward_fast",)
OUTPUT = "dx"
HINT = (
    "Where a window's maximum is also its number farthest from zero, dx is right. In other windows the entry of dout "
    "goes to a negative pixel far below zero. Look at how you find the pixel that gets the entry, and compare it with "
    "how the maximum is found in the forward pass. Take the window [[-5, 1], [0, -2]]. Which of its numbers is out, "
    "and would out change if the -5 became -5.1?"
)


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride].reshape(*dout.shape, pool_height * pool_width)
    row, column = np.divmod(np.abs(windows).argmax(axis=-1), pool_width)
    n, c, i, j = np.indices(dout.shape)
    dx = np.zeros(x.shape)
    np.add.at(dx, (n, c, i * stride + row, j * stride + column), dout)
    return dx
