"""Rows and columns beyond a multiple of the stride are cut off first."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = "Draw 7 pixels, a window of 3 and stride 2. Which pixels do the windows cover, and which do you cut off?"


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + ((H + 2 * padding) // stride * stride - k_height) // stride
    W_out = 1 + ((W + 2 * padding) // stride * stride - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)
