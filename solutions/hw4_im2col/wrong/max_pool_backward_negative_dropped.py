"""Negative entries of dout are lost."""

import numpy as np

QUESTIONS = ("max_pool_backward_fast",)
OUTPUT = "dx"
HINT = (
    "Positive entries of dout reach the right pixels. Negative ones never arrive: their pixels get 0. Look at what "
    "happens to dout itself on its way into dx, not at how the maximum is found; a negative gradient says that the "
    "loss falls when this pixel grows. Take a 2x2 image, a 2x2 window and a dout of [[-3]]. What should dx add up to, "
    "and where does the -3 get lost?"
)


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride].reshape(*dout.shape, pool_height * pool_width)
    row, column = np.divmod(windows.argmax(axis=-1), pool_width)
    n, c, i, j = np.indices(dout.shape)
    dx = np.zeros(x.shape)
    np.add.at(dx, (n, c, i * stride + row, j * stride + column), np.maximum(dout, 0))
    return dx
