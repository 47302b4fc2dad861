"""Windows are left out downwards only."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = (
    "With stride 1 out is right. With larger strides out has the right height but is too wide: downwards windows are "
    "left out as they should be, across one starts at every pixel. Look at where the windows begin, in each of the two "
    "directions, and compare how the stride enters. Take a 1x6 image, 1x2 windows and stride 2. How many windows does "
    "the docstring count across, and how many do you return?"
)


def max_pool_forward_fast(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride]
    out = windows.max(axis=(4, 5))
    return out, (x, pool_param)
