"""The image is negated before the maximum is taken, and the result is not negated back."""

import numpy as np

QUESTIONS = ("min_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "Every entry of your out is the right number with the opposite sign, so the right pixel is found in each window; "
    "only zeros come out as they should. Look at how you turned the search for the largest value into a search for the "
    "smallest, and at what this does to the number that is handed on. Take the window [[1, 2], [3, 6]] and write down "
    "its four values after each step of the computation. In which step does the sign change, and what stands in out at "
    "the end?"
)


def min_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = (H - pool_height) // stride + 1
    W_out = (W - pool_width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            window = -x[:, :, top : top + pool_height, left : left + pool_width]
            out[:, :, i, j] = window.max(axis=(2, 3))
    return out, (x, pool_param)
