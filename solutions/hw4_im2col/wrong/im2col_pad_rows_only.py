"""Zeros are put above and below the image, not beside it."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "With padding 0 X_col is right. With padding it has too few columns: there are zeros above and below the image, "
    "but none to its left and right, and the windows across are counted without them. Look at what the padding does to "
    "the height and to the width, each on its own. Take a 4x4 image with padding 1. Which height and which width has "
    "the padded image by the docstring, and which has yours?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (0, 0)))
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N), dtype=X.dtype)
    for c in range(C):
        for p in range(k_height):
            for q in range(k_width):
                row = (c * k_height + p) * k_width + q
                for i in range(H_out):
                    for j in range(W_out):
                        column = (i * W_out + j) * N
                        X_col[row, column : column + N] = X_pad[:, c, i * stride + p, j * stride + q]
    return X_col
