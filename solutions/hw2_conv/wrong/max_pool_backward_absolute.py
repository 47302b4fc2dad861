"""The gradient goes to the value with the largest magnitude."""

import numpy as np

QUESTIONS = ("max_pool_backward_naive",)
OUTPUT = "dx"
HINT = (
    "Where all values of a window are 0 or more, dx is right. With negative values the gradient can arrive at the "
    "wrong pixel: the one that is farthest from 0. Look at how your backward pass finds the winner. Take a window "
    "that holds -5 and 3. Which of the two did the forward pass hand on to out, and which one gets the gradient in "
    "your dx? Do both passes compare the values in the same way?"
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
                    row, column = divmod(np.argmax(np.abs(window)), pool_width)
                    dx[n, c, top + row, left + column] += dout[n, c, i, j]
    return dx
