"""The column number is worked out as if there were as many windows across as down."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = "An image of 3x5 and a 1x1 window: write down the column of each pixel. Does any number occur twice?"


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N), dtype=X.dtype)
    for c in range(C):
        for p in range(k_height):
            for q in range(k_width):
                row = (c * k_height + p) * k_width + q
                for i in range(H_out):
                    for j in range(W_out):
                        column = (i * H_out + j) * N
                        X_col[row, column : column + N] = X_pad[:, c, i * stride + p, j * stride + q]
    return X_col
