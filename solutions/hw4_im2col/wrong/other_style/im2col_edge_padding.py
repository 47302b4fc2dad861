"""In another style: plain loops over single numbers, no padded image."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for c, p, q, i, j, n in np.ndindex(*X_col.shape):
        row = min(max(i * stride + p - padding, 0), H - 1)
        column = min(max(j * stride + q - padding, 0), W - 1)
        X_col[c, p, q, i, j, n] = X[n, c, row, column]
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)
