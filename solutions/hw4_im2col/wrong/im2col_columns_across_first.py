"""The windows are taken down each column of the image before moving right."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = "Use one image of 3x5 and a 1x1 window. In which order should the pixels stand along the matrix?"


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N), dtype=X.dtype)
    column = 0
    for j in range(W_out):
        for i in range(H_out):
            top, left = i * stride, j * stride
            for n in range(N):
                X_col[:, column] = X_pad[n, :, top : top + k_height, left : left + k_width].ravel()
                column += 1
    return X_col
