"""Windows that stick out are kept and filled up with zeros."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = "Take 5 pixels, a window of 2 and stride 2. How many whole windows are there?"


def max_pool_forward_fast(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    bottom, right = -(x.shape[2] - pool_height) % stride, -(x.shape[3] - pool_width) % stride
    wide = np.pad(x, ((0, 0), (0, 0), (0, bottom), (0, right)))
    windows = np.lib.stride_tricks.sliding_window_view(wide, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = windows.max(axis=(4, 5))
    return out, (x, pool_param)
