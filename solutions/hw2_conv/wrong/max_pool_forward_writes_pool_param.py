"""The winners are stored in the caller's pool_param."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "pool_param"
HINT = (
    "The values of out are right. But after a call, pool_param holds something that was not in it before, although the "
    "docstring calls this dict read-only. Look for the place where your function keeps something for the backward "
    "pass, and at the object in which it keeps it. Print the keys of pool_param before and after one call. Which key "
    "is new, and what becomes of its value when a second layer works with the same dict?"
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
