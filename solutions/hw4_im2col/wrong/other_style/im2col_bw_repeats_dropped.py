"""In another style: pixel by pixel, each taking the entry of the first window that holds it."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    entries = grad_X_col.reshape(C, k_height, k_width, H_out, W_out, N)
    grad_X = np.zeros(X_shape)
    for row in range(H):
        for column in range(W):
            # the first window whose last row and column are not before this pixel
            i = max(0, -((k_height - 1 - row - padding) // stride))
            j = max(0, -((k_width - 1 - column - padding) // stride))
            p, q = row + padding - i * stride, column + padding - j * stride
            if i < H_out and j < W_out and p >= 0 and q >= 0:
                grad_X[:, :, row, column] = entries[:, p, q, i, j].T
    return grad_X
