"""The largest size is taken and its sign is dropped."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = (
    "out is never negative: in each window the number farthest from zero is taken, and its sign is lost. Windows "
    "without negative numbers are right. Look at what you do to the pixels before you compare them. Take the window "
    "[[-5, 1], [0, -2]] and work it out by hand. Which of the four numbers lies farthest to the right on the number "
    "line, and what does your code return?"
)


def max_pool_forward_fast(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = np.abs(windows).max(axis=(4, 5))
    return out, (x, pool_param)
