"""The mask is built in two steps, and a maximum of 0 marks the whole window."""

import numpy as np

QUESTIONS = ("max_pool_backward_naive",)
OUTPUT = "dx"
HINT = (
    "Follow your mask through the window [[0, -1], [-2, -3]] one line at a time. After the first line, which entries "
    "equal the maximum?"
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
                    mask = window.copy()
                    top_value = mask.max()
                    mask[mask < top_value] = 0
                    mask[mask == top_value] = 1
                    dx[n, c, top : top + pool_height, left : left + pool_width] += mask * dout[n, c, i, j]
    return dx
