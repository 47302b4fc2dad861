"""Negative gradients are replaced by zero."""

import numpy as np

QUESTIONS = ("max_pool_backward_naive",)
OUTPUT = "dx"
HINT = (
    "The positive entries of dout arrive at the right pixels. The negative ones do not arrive at all: where they "
    "belong, nothing is added to dx. Look at what happens to an entry of dout on its way. Take one window and send "
    "back -1. Raise the winner by 0.1: by how much does out change, and does the loss go up or down? Which sign must "
    "the gradient of the winner have then, and what does your dx show?"
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
                    dx[n, c, top + row, left + column] += max(dout[n, c, i, j], 0)
    return dx
