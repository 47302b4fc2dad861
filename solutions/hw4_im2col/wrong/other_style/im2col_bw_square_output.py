"""In another style: one loop over the columns, their places worked out with divmod; channel by channel."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    out_size = 1 + (H + 2 * padding - k_height) // stride
    grad_pad = np.zeros((C, N, H + 2 * padding, W + 2 * padding))
    for column in range(out_size * out_size * N):
        place, n = divmod(column, N)
        i, j = divmod(place, out_size)
        rows = slice(i * stride, i * stride + k_height)
        columns = slice(j * stride, j * stride + k_width)
        windows = np.split(grad_X_col[:, column], C)
        for c in range(C):
            grad_pad[c, n, rows, columns] += windows[c].reshape(k_height, k_width)
    return grad_pad[:, :, padding : padding + H, padding : padding + W].swapaxes(0, 1)
