"""The winner is the pixel of the largest size."""

import numpy as np

QUESTIONS = ("max_pool_backward_fast",)
OUTPUT = "dx"
HINT = "Which of -5 and 1 did the forward pass choose?"


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
