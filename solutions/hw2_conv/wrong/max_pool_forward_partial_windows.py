"""The size is rounded up, so incomplete windows at the border are pooled too."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "For some sizes your out has a row too many at the bottom or a column too many at the right; the rest of it is "
    "right. The extra entries belong to windows that hang over the border of the image or lie outside of it. Look at "
    "how you count the windows along one axis when the stride does not lead exactly to the last pixel. Draw a line of "
    "5 pixels with windows of 2 and stride 2. Which whole windows can you draw, and what does the docstring say about "
    "the pixel that is left over?"
)


def max_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = -(-(H - pool_height) // stride) + 1
    W_out = -(-(W - pool_width) // stride) + 1
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            window = x[:, :, top : top + pool_height, left : left + pool_width]
            out[:, :, i, j] = window.max(axis=(2, 3))
    return out, (x, pool_param)
