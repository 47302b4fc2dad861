"""The output width is set to the output height."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "Your out is always as wide as it is high. Where it should be wider, the last columns are missing; where it should "
    "be narrower, columns of zeros stand at the right. All other entries are right. Look at how the width of out is "
    "worked out, and which lengths it depends on. Take an image of 4 rows and 8 columns with 2 by 2 windows and stride "
    "2. How many windows fit below each other, how many next to each other, and what is your out.shape?"
)


def max_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = W_out = (H - pool_height) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(min(W_out, (W - pool_width) // stride + 1)):
            top, left = i * stride, j * stride
            window = x[:, :, top : top + pool_height, left : left + pool_width]
            out[:, :, i, j] = window.max(axis=(2, 3))
    return out, (x, pool_param)
