"""The value with the largest magnitude wins."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "Windows without negative values come out right. In others, out can hold a strongly negative number although the "
    "window has larger values. Look at what decides between two pixels of a window: which numbers are really compared "
    "with each other? Take the single window [[-5, 1], [0, 2]] and put its four values on a number line. Which of them "
    "lies furthest to the right, and which one does your function return?"
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
            flat = window.reshape(N, C, -1)
            winner = np.abs(flat).argmax(axis=2)
            out[:, :, i, j] = np.take_along_axis(flat, winner[:, :, None], axis=2)[:, :, 0]
    return out, (x, pool_param)
