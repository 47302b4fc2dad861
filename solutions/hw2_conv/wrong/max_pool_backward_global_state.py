"""The winners wait in a module variable, which each backward pass uses up."""

import numpy as np

QUESTIONS = ("max_pool_backward_naive",)
OUTPUT = "dx"
HINT = (
    "One forward pass with one backward pass after it works. But a second backward pass with the same cache stops "
    "with an error, and after two forward passes the backward pass that comes first gets the winners of the second "
    "one. So something travels past the cache. List all that your backward pass reads, and mark where each thing is "
    "kept between the two passes. Which of them would another forward pass, or another backward pass, change?"
)

_WINNERS = []


def max_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = (H - pool_height) // stride + 1
    W_out = (W - pool_width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    winners = np.zeros((N, C, H_out, W_out), dtype=int)
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            window = x[:, :, top : top + pool_height, left : left + pool_width]
            winners[:, :, i, j] = window.reshape(N, C, -1).argmax(axis=2)
            out[:, :, i, j] = window.max(axis=(2, 3))
    _WINNERS.append(winners)
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    pool_width, stride = pool_param["pool_width"], pool_param["stride"]
    N, C, H_out, W_out = dout.shape
    dx = np.zeros(x.shape)
    winners = _WINNERS.pop()
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    row, column = divmod(winners[n, c, i, j], pool_width)
                    dx[n, c, i * stride + row, j * stride + column] += dout[n, c, i, j]
    return dx
