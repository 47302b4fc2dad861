"""The winner is marked in the cached image itself."""

import numpy as np

QUESTIONS = ("max_pool_backward_naive",)
OUTPUT = "x"
HINT = "Call the backward pass twice with the same cache and print x before and after. Is a slice of x a copy?"


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
                    window -= window.max()
                    row, column = divmod(np.argmax(window == 0), pool_width)
                    dx[n, c, top + row, left + column] += dout[n, c, i, j]
    return dx
