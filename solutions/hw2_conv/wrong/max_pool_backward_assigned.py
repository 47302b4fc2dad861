"""A window overwrites what another window sent to the same pixel."""

import numpy as np

QUESTIONS = ("max_pool_backward_naive",)
OUTPUT = "dx"
HINT = (
    "As long as no pixel wins in two windows, dx is right. Where windows overlap and one pixel wins in several of "
    "them, dx keeps the gradient of the last one only. Take an image of one row, [[1, 9, 1]], windows of 1 by 2, "
    "stride 1 and dout = [[2, 5]]. The 9 wins twice. What should dx hold there, and what does yours hold? Follow the "
    "2: where does it go when the second window is done?"
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
                    row, column = divmod(np.argmax(window), pool_width)
                    dx[n, c, top + row, left + column] = dout[n, c, i, j]
    return dx
