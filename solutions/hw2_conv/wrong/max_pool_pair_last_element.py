"""Both passes take the bottom right value of each window."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive", "max_pool_backward_naive")
OUTPUT = "out"
HINT = (
    "Your two passes fit each other: out takes the bottom right value of each window, and dx hands the gradient back "
    "to that same pixel. That is why a gradient check finds nothing: it cannot know which value was asked for. Look at "
    "how the forward pass chooses one pixel of a window; the backward pass only follows. Pool [[7, 1], [2, 3]] as a "
    "single window and send back a gradient of 1. Which pixel should receive it, and which one does?"
)


def max_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = (H - pool_height) // stride + 1
    W_out = (W - pool_width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            window = x[:, :, top : top + pool_height, left : left + pool_width]
            out[:, :, i, j] = window[:, :, -1, -1]
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H_out, W_out = dout.shape
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    dx[n, c, i * stride + pool_height - 1, j * stride + pool_width - 1] += dout[n, c, i, j]
    return dx
