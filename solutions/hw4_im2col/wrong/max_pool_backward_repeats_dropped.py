"""Places that occur twice in an index array are added once."""

import numpy as np

QUESTIONS = ("max_pool_backward_fast",)
OUTPUT = "dx"
HINT = (
    "A pixel that is the maximum of one window is right. A pixel that is the maximum of several keeps the entry of "
    "only one of them, the last. Look at what happens when an entry of dout comes to a pixel that has already got one. "
    "Take a 3x3 image with a 9 in the middle and zeros around it, 2x2 windows, stride 1 and the dout [[1, 2], [3, 4]]. "
    "How many windows does the 9 win, and what does the docstring say a pixel does with what it gets from each?"
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
