"""The matrix has the right shape and every window starts one pixel after the last."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = "Use stride 2 on a row of numbers 0 to 7. Which number should stand on top of the second column?"


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N), dtype=X.dtype)
    column = 0
    for i in range(H_out):
        for j in range(W_out):
            top, left = i, j
            for n in range(N):
                X_col[:, column] = X_pad[n, :, top : top + k_height, left : left + k_width].ravel()
                column += 1
    return X_col
