"""The loops stop one window early and leave zeros in the last columns."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "Look at the last column of the matrix for an image without a zero in it. Up to which number does range(a, b) "
    "count?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N), dtype=X.dtype)
    for top in range(0, H + 2 * padding - k_height, stride):
        for left in range(0, W + 2 * padding - k_width, stride):
            column = (top // stride * W_out + left // stride) * N
            for n in range(N):
                X_col[:, column] = X_pad[n, :, top : top + k_height, left : left + k_width].ravel()
                column += 1
    return X_col
