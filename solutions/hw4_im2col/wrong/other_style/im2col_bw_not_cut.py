"""In another style: plain loops over single numbers."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad_X = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    row = 0
    for c in range(C):
        for p in range(k_height):
            for q in range(k_width):
                column = 0
                for i in range(H_out):
                    for j in range(W_out):
                        for n in range(N):
                            grad_X[n, c, i * stride + p, j * stride + q] += grad_X_col[row, column]
                            column += 1
                row += 1
    return grad_X
