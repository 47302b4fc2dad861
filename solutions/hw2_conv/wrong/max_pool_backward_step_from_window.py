"""The windows begin at multiples of their own size, not of the stride."""

import numpy as np

QUESTIONS = ("max_pool_backward_naive",)
OUTPUT = "dx"
HINT = (
    "Where the stride is equal to the height and the width of the window, dx is right. With a smaller stride your "
    "windows lie too far apart and run out of the image, with a larger one they lie too close together. Take 7 pixels "
    "in a row, windows of 1 by 3 and stride 2. List the first pixel of each of the three windows in the forward pass, "
    "then in your backward pass. Which quantity sets the distance in each list?"
)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    pool_height, pool_width = pool_param["pool_height"], pool_param["pool_width"]
    N, C, H_out, W_out = dout.shape
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * pool_height, j * pool_width
                    window = x[n, c, top : top + pool_height, left : left + pool_width]
                    row, column = divmod(np.argmax(window), pool_width)
                    dx[n, c, top + row, left + column] += dout[n, c, i, j]
    return dx
