"""The maximum is taken along the rows of a window and the first row is kept."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = (
    "Each number in out is the maximum of the top row of its window; the rows below do not count. Windows of one row "
    "are right. Look at how many numbers of a window are still there after each step of the maximum. Work through the "
    "window [[1, 2], [3, 4]] by hand: along which direction do you compare first, what is left after that, and how do "
    "you get from there to a single number?"
)


def max_pool_forward_fast(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = windows.max(axis=5)[..., 0]
    return out, (x, pool_param)
