"""Both passes take the bottom right pixel of the window."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast", "max_pool_backward_fast")
OUTPUT = "out"
HINT = (
    "out is always the bottom right pixel of its window, and the backward pass gives dout to that same pixel. The two "
    "agree, so a gradient check passes, and an image whose numbers rise towards the bottom right hides it as well. "
    "Look at which numbers of a window your code compares with each other. Take the window [[4, 3], [2, 1]]. Which "
    "pixel should win it, in out and in dx, and does the 4 play any part in your code?"
)


def max_pool_forward_fast(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = windows[..., -1, -1].copy()
    return out, (x, pool_param)


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    stride = pool_param["stride"]
    top, left = pool_param["pool_height"] - 1, pool_param["pool_width"] - 1
    dx = np.zeros(x.shape)
    dx[:, :, top : top + stride * dout.shape[2] : stride, left : left + stride * dout.shape[3] : stride] = dout
    return dx
