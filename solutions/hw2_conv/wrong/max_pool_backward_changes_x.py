"""The winner is marked in the cached image itself."""

import numpy as np

QUESTIONS = ("max_pool_backward_naive",)
OUTPUT = "x"
HINT = (
    "After your call the x in the cache is not what it was: in every window something has been subtracted from all "
    "pixels. Where windows overlap, the later ones compare pixels that have already changed, and dx goes wrong too. "
    "The cache is read-only and may be used twice. Take a 2 by 2 image with one window and print x before and after "
    "the call. Which step writes into it, and is the window it works on a copy or a part of x?"
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
                    window -= window.max()
                    row, column = divmod(np.argmax(window == 0), pool_width)
                    dx[n, c, top + row, left + column] += dout[n, c, i, j]
    return dx
