"""The windows are as wide as they are high."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = "Try a window of 2x3 and print the shape of one window."


def max_pool_forward_fast(x, pool_param):
    size, stride = pool_param["pool_height"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = windows.max(axis=(4, 5))
    return out, (x, pool_param)
