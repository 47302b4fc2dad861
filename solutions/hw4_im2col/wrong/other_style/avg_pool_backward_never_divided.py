"""In another style: pixel by pixel, each collecting from the windows that hold it."""

import numpy as np


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    _, _, H, W = x.shape
    dx = np.zeros(x.shape, dtype=dout.dtype)
    for row in range(H):
        first_i = max(0, -((k_height - 1 - row) // stride))
        last_i = row // stride
        for column in range(W):
            first_j = max(0, -((k_width - 1 - column) // stride))
            last_j = column // stride
            dx[:, :, row, column] = dout[:, :, first_i : last_i + 1, first_j : last_j + 1].sum(axis=(2, 3))
    return dx
