"""Places that occur twice in an index array are added once."""

import numpy as np

QUESTIONS = ("max_pool_backward_fast",)
OUTPUT = "dx"
HINT = (
    "dx is right as long as no pixel wins twice. Where windows overlap and share their maximum, only one entry of dout "
    "is left at that pixel, and the others vanish without an error. Look at the step that brings all entries into dx, "
    "and at what it does when one pixel is named more than once. Take a 1x3 image (0, 9, 0), 1x2 windows, stride 1 and "
    "dout (1, 10). What should the sum of dx be, and what is yours?"
)


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride].reshape(*dout.shape, pool_height * pool_width)
    row, column = np.divmod(windows.argmax(axis=-1), pool_width)
    n, c, i, j = np.indices(dout.shape)
    dx = np.zeros(x.shape)
    dx[n, c, i * stride + row, j * stride + column] += dout
    return dx
