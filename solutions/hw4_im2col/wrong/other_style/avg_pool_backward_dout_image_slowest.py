"""In another style: pixel by pixel, asking each place in the window for its share."""

import numpy as np


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out, W_out = dout.shape[2:]
    shares = np.stack([dout[:, c].reshape(H_out, W_out, N) for c in range(C)]) / (k_height * k_width)
    dx = np.zeros(x.shape, dtype=dout.dtype)
    for row in range(H):
        for column in range(W):
            for p in range(k_height):
                for q in range(k_width):
                    i, down = divmod(row - p, stride)
                    j, across = divmod(column - q, stride)
                    if down == 0 and across == 0 and 0 <= i < H_out and 0 <= j < W_out:
                        dx[:, :, row, column] += shares[:, i, j].T
    return dx
