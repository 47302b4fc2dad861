"""The output size is computed as if the stride were the size of the window."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "Your out is right when the windows lie side by side. When they overlap, the last rows and columns of out can be "
    "missing, although what is there is right; when they leave gaps, you may ask for more windows than the image "
    "holds. So look at the shape of out, and at which numbers of pool_param decide how many windows fit along an axis. "
    "Draw a line of 7 pixels with windows of 3 and stride 2. How many windows can you draw, and how many does your "
    "size say?"
)


def max_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = (H - pool_height) // pool_height + 1
    W_out = (W - pool_width) // pool_width + 1
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            window = x[:, :, top : top + pool_height, left : left + pool_width]
            out[:, :, i, j] = window.max(axis=(2, 3))
    return out, (x, pool_param)
