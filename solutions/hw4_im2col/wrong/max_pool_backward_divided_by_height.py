"""The place in the window is worked out with its height."""

import numpy as np

QUESTIONS = ("max_pool_backward_fast",)
OUTPUT = "dx"
HINT = (
    "Square windows are right. When height and width of the window differ, entries of dout are sent to a pixel beside "
    "the maximum, sometimes outside the window. Finding the largest number works; look at how its place in the window "
    "is turned into a row and a column. Take a window of 2 rows and 3 columns and number its pixels from 0 to 5, line "
    "by line. Which row and which column is place 5, and what does your code make of it?"
)


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride].reshape(*dout.shape, pool_height * pool_width)
    row, column = np.divmod(windows.argmax(axis=-1), pool_height)
    n, c, i, j = np.indices(dout.shape)
    dx = np.zeros(x.shape)
    np.add.at(dx, (n, c, i * stride + row, j * stride + column), dout)
    return dx
