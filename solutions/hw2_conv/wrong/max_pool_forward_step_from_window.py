"""The windows begin at multiples of their own size, not of the stride."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "Your out is right when the windows lie side by side. Otherwise its shape is still right, and so is the top left "
    "entry, but to the right and downwards the windows drift away from their places: too far when they should overlap, "
    "so that some leave the image, and not far enough when they should leave gaps. Look at how the start of a window "
    "follows from its index. Draw a line of 7 pixels with windows of 3 and stride 2. Where should the third window "
    "begin, and where does yours?"
)


def max_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = (H - pool_height) // stride + 1
    W_out = (W - pool_width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * pool_height, j * pool_width
            window = x[:, :, top : top + pool_height, left : left + pool_width]
            out[:, :, i, j] = window.max(axis=(2, 3))
    return out, (x, pool_param)
