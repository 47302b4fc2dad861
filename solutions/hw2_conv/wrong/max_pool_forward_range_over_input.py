"""The loops begin a window at every multiple of the stride, even where no whole window is left."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
RAISES = "IndexError"
HINT = (
    "Where your function returns, out is right. For other sizes it stops with an error, because there are more windows "
    "than places in out: some windows begin so near to the border that they are cut short. Look at how you choose the "
    "rows and columns in which windows begin, and at where you end. Take 7 pixels with windows of 3 and stride 2, and "
    "write down every start that your code visits. Which of these starts leave room for a whole window?"
)


def max_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = (H - pool_height) // stride + 1
    W_out = (W - pool_width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for top in range(0, H, stride):
        for left in range(0, W, stride):
            window = x[:, :, top : top + pool_height, left : left + pool_width]
            out[:, :, top // stride, left // stride] = window.max(axis=(2, 3))
    return out, (x, pool_param)
