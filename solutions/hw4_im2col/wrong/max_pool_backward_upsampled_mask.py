"""out is blown up to the size of x and compared, as if every pixel lay in one window."""

import numpy as np

QUESTIONS = ("max_pool_backward_fast",)
OUTPUT = "dx"
HINT = (
    "Every pixel is compared with the maximum of one window only, as if it lay in no other. Where windows overlap, "
    "winners miss entries of dout; and where a maximum stands several times in its window, each of them gets all of "
    "it. Look at how a pixel finds the windows it belongs to. Take a 1x3 image (1, 9, 2), 1x2 windows and stride 1. In "
    "which windows does the 9 lie, how often does it win, and how many entries of dout reach it in your code?"
)


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    out = windows[:, :, ::stride, ::stride].max(axis=(4, 5))
    rows = np.minimum(np.arange(x.shape[2]) // stride, out.shape[2] - 1)
    columns = np.minimum(np.arange(x.shape[3]) // stride, out.shape[3] - 1)
    winners = x == out[:, :, rows][:, :, :, columns]
    return winners * dout[:, :, rows][:, :, :, columns]
