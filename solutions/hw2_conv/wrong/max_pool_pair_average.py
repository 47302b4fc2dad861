"""Both passes average the window."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive", "max_pool_backward_naive")
OUTPUT = "out"
HINT = (
    "Your two passes fit each other: out is the average of each window, and dx hands every gradient back in equal "
    "shares. That is why a gradient check finds nothing: it only asks whether dx belongs to your out. So look at the "
    "forward pass first, at what it makes of the values of one window. Take the window [[1, 2], [3, 6]] and raise the "
    "1 to 1.5. Should the result of a max pool move, and does yours?"
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
            out[:, :, i, j] = window.mean(axis=(2, 3))
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
                    top, left = i * stride, j * stride
                    share = dout[n, c, i, j] / (pool_height * pool_width)
                    dx[n, c, top : top + pool_height, left : left + pool_width] += share
    return dx
