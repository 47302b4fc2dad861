"""The winner's place in the flat image is computed with the height as the row length."""

import numpy as np

QUESTIONS = ("max_pool_backward_naive",)
OUTPUT = "dx"
HINT = "Number the pixels of a 2 by 3 image row by row. By how much does the number grow when you go one row down?"


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H_out, W_out = dout.shape
    dx = np.zeros(x.shape)
    H = x.shape[2]
    flat = dx.reshape(N, C, -1)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x[n, c, top : top + pool_height, left : left + pool_width]
                    row, column = divmod(np.argmax(window), pool_width)
                    flat[n, c, (top + row) * H + left + column] += dout[n, c, i, j]
    return dx
