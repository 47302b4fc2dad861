"""Each window is averaged."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = (
    "Each number in out lies between the smallest and the largest pixel of its window, and often it is none of its "
    "pixels. Only windows whose pixels are all equal are right. The windows are the right ones; look at the step that "
    "makes one number out of the pixels of a window. Take the window [[0, 0], [0, 8]] and work it out by hand, then "
    "raise one of the zeros to 4 and do it again. Should out change, and what does yours do each time?"
)


def max_pool_forward_fast(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    out = windows[:, :, ::stride, ::stride].mean(axis=(4, 5))
    return out, (x, pool_param)
