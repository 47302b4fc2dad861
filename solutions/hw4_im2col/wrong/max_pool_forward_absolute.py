"""The largest size is taken and its sign is dropped."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = "Which of -5 and 1 is the maximum?"


def max_pool_forward_fast(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = np.abs(windows).max(axis=(4, 5))
    return out, (x, pool_param)
