"""Each entry is multiplied by the maximum."""

import numpy as np

QUESTIONS = ("max_pool_backward_fast",)
OUTPUT = "dx"
HINT = (
    "The right pixels get something, but each entry of dout has been multiplied by the maximum of its window. Where "
    "the maximum is 1 nothing shows. Look at what, besides dout, goes into the number that you hand to the winner. "
    "Take the window (3, 7) and a dout of 1. If the 7 becomes 7.5, by how much does out grow, and what does that say "
    "about the gradient of that pixel?"
)


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride].reshape(*dout.shape, pool_height * pool_width)
    row, column = np.divmod(windows.argmax(axis=-1), pool_width)
    n, c, i, j = np.indices(dout.shape)
    dx = np.zeros(x.shape)
    np.add.at(dx, (n, c, i * stride + row, j * stride + column), dout * windows.max(axis=-1))
    return dx
