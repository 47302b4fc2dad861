"""The maximum is subtracted from the caller's image to make exponents safe, as in softmax."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "x"
HINT = (
    "out is right, but x is not what it was: all its numbers have been shifted by one amount, so that its largest is "
    "now 0. The caller still needs x, and the backward pass may get the changed one from the cache. Look at every step "
    "that changes numbers in an array, and ask whose array it is. Print x before and after a call. What was that step "
    "meant to protect against, and does a maximum need it?"
)


def max_pool_forward_fast(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    largest = x.max()
    x -= largest
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = windows.max(axis=(4, 5)) + largest
    return out, (x, pool_param)
