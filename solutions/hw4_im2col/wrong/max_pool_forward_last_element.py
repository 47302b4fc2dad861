"""The bottom right pixel of each window is taken."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = (
    "Each number in out stands in its window, but it is always the one in the bottom right corner. Where that pixel "
    "happens to be the largest, out is right; images whose numbers rise to the right and downwards hide the mistake "
    "completely. Look at how one number of a window is chosen, and at what you compare on the way. Take a 1x4 image (5, "
    "1, 2, 3), 1x2 windows and stride 2. Which two numbers should out hold, and which does yours? Why is one of the two "
    "right?"
)


def max_pool_forward_fast(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    out = windows[:, :, ::stride, ::stride, -1, -1].copy()
    return out, (x, pool_param)
