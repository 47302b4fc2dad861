"""The winners travel from the forward to the backward pass inside pool_param."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive", "max_pool_backward_naive")
OUTPUT = "pool_param"
RAISES = "KeyError"
HINT = (
    "The values of out are right, but pool_param is changed by a call: the forward pass leaves the winners in it, and "
    "the backward pass takes them out again, so that a second one stops. The docstrings call this dict read-only, and "
    "say that a cache may be used twice. Look at the path on which the winners travel from one pass to the other. Run "
    "the forward pass on two different images with the same pool_param, then go backward with the first cache. Whose "
    "winners does the backward pass find, and what is left for a second use?"
)


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
    pool_param["winners"] = winners
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    pool_width, stride = pool_param["pool_width"], pool_param["stride"]
    N, C, H_out, W_out = dout.shape
    dx = np.zeros(x.shape)
    winners = pool_param.pop("winners")
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    row, column = divmod(winners[n, c, i, j], pool_width)
                    dx[n, c, i * stride + row, j * stride + column] += dout[n, c, i, j]
    return dx
