"""A size that the stride does not divide is refused."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
RAISES = "ValueError"
HINT = (
    "For some sizes your function raises an error where out is expected; for all others it is right. The sizes it "
    "refuses are those where the stride does not lead exactly to the last row and column. Look at what you check "
    "before the pooling begins, and compare it with the Returns section of the docstring. Draw a line of 5 pixels with "
    "windows of 2 and stride 2. How many whole windows are there, and is the pixel that is left over a reason to stop?"
)


def max_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    if (H - pool_height) % stride != 0 or (W - pool_width) % stride != 0:
        raise ValueError("the windows do not fit")
    H_out = (H - pool_height) // stride + 1
    W_out = (W - pool_width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            window = x[:, :, top : top + pool_height, left : left + pool_width]
            out[:, :, i, j] = window.max(axis=(2, 3))
    return out, (x, pool_param)
