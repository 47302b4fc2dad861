"""Every tied maximum gets the whole gradient of its window."""

import numpy as np

QUESTIONS = ("max_pool_backward_naive",)
OUTPUT = "dx"
HINT = (
    "Where each window has a single largest value, dx is right. Where several pixels share it, every one of them gets "
    "the whole gradient, so the window hands on more than it received. Take a 2 by 2 image of zeros, one window of 2 "
    "by 2, and send back a 1. What is the sum over your dx? Read what the docstring says about ties: what must the "
    "shares of one window add up to?"
)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H_out, W_out = dout.shape
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x[n, c, top : top + pool_height, left : left + pool_width]
                    mask = window == window.max()
                    dx[n, c, top : top + pool_height, left : left + pool_width] += mask * dout[n, c, i, j]
    return dx
