"""The windows are as wide as they are high."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = (
    "Square windows are right. With other windows you compare too many or too few pixels across, and often the width "
    "of out is wrong too: every window is as wide as it is high. Look at which entry of pool_param each size in your "
    "code comes from. Take a 2x3 image with the numbers 1 to 6 and a window of 2 rows and 3 columns. How many windows "
    "are there, and which shape has your out?"
)


def max_pool_forward_fast(x, pool_param):
    size, stride = pool_param["pool_height"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = windows.max(axis=(4, 5))
    return out, (x, pool_param)
