"""The maximum is taken along the rows of a window and the first row is kept."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = "Pool the window [[1, 2], [3, 4]] by hand."


def max_pool_forward_fast(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = windows.max(axis=5)[..., 0]
    return out, (x, pool_param)
