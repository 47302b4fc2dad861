"""Windows that stick out are kept and filled up with zeros."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = (
    "When the windows fit exactly, out is right. When pixels are left over, out has an extra row or column: windows "
    "that stick out of the image, filled up with zeros. Look at how many windows you take along each axis, and whether "
    "something was added to x before. Take a 1x5 image of -1, 1x2 windows and stride 2. How many windows lie wholly on "
    "the image, and which numbers does your last one compare?"
)


def max_pool_forward_fast(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    bottom, right = -(x.shape[2] - pool_height) % stride, -(x.shape[3] - pool_width) % stride
    wide = np.pad(x, ((0, 0), (0, 0), (0, bottom), (0, right)))
    windows = np.lib.stride_tricks.sliding_window_view(wide, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = windows.max(axis=(4, 5))
    return out, (x, pool_param)
