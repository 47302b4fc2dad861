"""Every tied maximum gets the whole gradient of its window."""

import numpy as np

QUESTIONS = ("max_pool_backward_naive",)
OUTPUT = "dx"
HINT = "Pool an image of zeros and send back ones. What enters one window, and what leaves it?"


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
