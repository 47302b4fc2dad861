"""In another style: pixel by pixel, in plain loops."""

import numpy as np


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    _, _, H_out, W_out = dout.shape
    dx = np.zeros(x.shape, dtype=dout.dtype)
    for row in range(H):
        for column in range(W):
            i, j = min(row // stride, H_out - 1), min(column // stride, W_out - 1)
            top, left = i * stride, j * stride
            for n in range(N):
                for c in range(C):
                    biggest = x[n, c, top : top + k_height, left : left + k_width].max()
                    if x[n, c, row, column] == biggest:
                        dx[n, c, row, column] = dout[n, c, i, j]
    return dx
