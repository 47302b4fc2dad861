"""The search for the maximum starts at 0, so a window of negative values gives 0."""

import numpy as np

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "Windows with at least one value of 0 or more come out right. A window of negative values alone gives 0, which is "
    "not one of its values. Look at everything that takes part in the comparison for one entry of out, apart from the "
    "pixels of the window. Pool [[-3, -1], [-4, -2]] as a single window and write down each comparison that is made. "
    "Which number wins, and how did it get into the contest?"
)


def max_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = (H - pool_height) // stride + 1
    W_out = (W - pool_width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            for p in range(pool_height):
                for q in range(pool_width):
                    out[:, :, i, j] = np.maximum(out[:, :, i, j], x[:, :, i * stride + p, j * stride + q])
    return out, (x, pool_param)
