"""The maximum is never below zero."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = "Pool an image of negative numbers."


def max_pool_forward_fast(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = windows.max(axis=(4, 5), initial=0)
    return out, (x, pool_param)
