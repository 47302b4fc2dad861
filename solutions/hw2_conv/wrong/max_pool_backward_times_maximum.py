"""The gradient is multiplied by the maximum itself."""

import numpy as np

QUESTIONS = ("max_pool_backward_naive",)
OUTPUT = "dx"
HINT = (
    "The gradients arrive at the right pixels, but with the wrong size: each is multiplied by the value of the "
    "winner. A winner of 1 comes out right, a winner of 0 gets nothing. Take a window that holds 2 and 7, and send "
    "back 1. Raise the 7 by 0.1: by how much does out change? Would it be another amount if the winner had been 70? "
    "What does this say about the share of the winner's value in dx?"
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
                    dx[n, c, top + row, left + column] += dout[n, c, i, j] * window.max()
    return dx
