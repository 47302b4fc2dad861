"""The flat position of the winner is split with the height of the window."""

import numpy as np

QUESTIONS = ("max_pool_backward_naive",)
OUTPUT = "dx"
HINT = (
    "With square windows dx is right. With others the gradient is sent to the wrong pixel, now and then even to one "
    "below its window or to the right of it. The winner itself is found, but its row and column are not. Look at how "
    "they follow from its number within the window. Take a window with 2 rows and 3 columns and number its places "
    "from 0, row by row. In which row and column is place 2, and where does your code look for it?"
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
                    row, column = divmod(np.argmax(window), pool_height)
                    dx[n, c, top + row, left + column] += dout[n, c, i, j]
    return dx
