"""In another style: the numbers of the matrix one after the other, in plain loops."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    numbers = iter(grad_X_col.ravel())
    grad_X = np.zeros(X_shape, dtype=grad_X_col.dtype)
    for n, c, p, q, i, j in np.ndindex(N, C, k_height, k_width, H_out, W_out):
        number = next(numbers)
        row, column = i * stride + p - padding, j * stride + q - padding
        if 0 <= row < H and 0 <= column < W:
            grad_X[n, c, row, column] += number
    return grad_X
