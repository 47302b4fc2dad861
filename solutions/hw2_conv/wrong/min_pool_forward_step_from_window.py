"""The windows begin at multiples of their own size, not of the stride."""

import numpy as np

QUESTIONS = ("min_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "The shape of your out is right, and so is its top left entry. Unless the windows lie side by side, the other "
    "entries belong to windows that begin in the wrong place or even outside of the image, and the mistake grows with "
    "every step to the right and downwards. Look at which number tells how far apart two neighbouring windows begin. "
    "Draw a line of 8 pixels with windows of 2 and stride 3. Which two pixels does the third window hold, and which "
    "two does yours?"
)


def min_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = (H - pool_height) // stride + 1
    W_out = (W - pool_width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * pool_height, j * pool_width
            window = x[:, :, top : top + pool_height, left : left + pool_width]
            out[:, :, i, j] = window.min(axis=(2, 3))
    return out, (x, pool_param)
