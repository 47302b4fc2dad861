"""In another style: pixel by pixel, each taking the entry of the last window that holds it."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    copies = grad_X_col.reshape(C, k_height, k_width, H_out, W_out, N)
    grad_X = np.zeros(X_shape)
    for row in range(H):
        i = min((row + padding) // stride, H_out - 1)
        p = row + padding - i * stride
        for column in range(W):
            j = min((column + padding) // stride, W_out - 1)
            q = column + padding - j * stride
            if p < k_height and q < k_width:
                grad_X[:, :, row, column] = copies[:, p, q, i, j].T
    return grad_X
