"""The search for the minimum starts at 0, so a window of positive values gives 0."""

import numpy as np

QUESTIONS = ("min_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "No entry of your out is above 0. Windows that hold a 0 or a negative value are right; a window of positive values "
    "alone gives 0, a number that it does not contain. So each comparison has a guest that is not a pixel of the "
    "window: look for where it comes from. Pool [[4, 9], [6, 5]] as a single window, then add 10 to every pixel and "
    "pool it again. By how much should the result grow, and by how much does yours?"
)


def min_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = (H - pool_height) // stride + 1
    W_out = (W - pool_width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            for p in range(pool_height):
                for q in range(pool_width):
                    out[:, :, i, j] = np.minimum(out[:, :, i, j], x[:, :, i * stride + p, j * stride + q])
    return out, (x, pool_param)
