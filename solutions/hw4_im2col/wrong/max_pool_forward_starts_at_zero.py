"""The maximum is never below zero."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = (
    "Windows with at least one number that is not negative are right. A window of negative numbers gives 0, which does "
    "not even stand in it. Look at what your pixels are compared with, apart from each other: is there a number that "
    "was there before the first pixel came? Take the window [[-3, -1], [-4, -2]] and follow your comparison one number "
    "at a time. Which number is the largest so far at the very beginning?"
)


def max_pool_forward_fast(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = windows.max(axis=(4, 5), initial=0)
    return out, (x, pool_param)
