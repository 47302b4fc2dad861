"""The maximum is taken over all channels together."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "All channels of your out are the same: each of them holds the largest value over every channel of the image. "
    "Positions and shape are fine. Look at which values take part when one entry of out is computed. Take one image of "
    "2 by 2 pixels with two channels, the first filled with 1 and the second with 9, and pool it with a single 2 by 2 "
    "window. Two numbers come out. Which ones should they be, and which ones are yours?"
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
            out[:, :, i, j] = window.max(axis=(1, 2, 3))[:, None]
    return out, (x, pool_param)
