"""In another style: plain loops over single numbers."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    height, width = H + 2 * padding, W + 2 * padding
    height -= height % stride
    width -= width % stride
    H_out = 1 + (height - k_height) // stride
    W_out = 1 + (width - k_width) // stride
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N), dtype=X.dtype)
    for c, p, q in np.ndindex(C, k_height, k_width):
        for i, j, n in np.ndindex(H_out, W_out, N):
            row, column = i * stride + p - padding, j * stride + q - padding
            if 0 <= row < H and 0 <= column < W:
                X_col[(c * k_height + p) * k_width + q, (i * W_out + j) * N + n] = X[n, c, row, column]
    return X_col
