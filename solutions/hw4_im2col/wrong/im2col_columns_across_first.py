"""The windows are taken down each column of the image before moving right."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "Every column of X_col is a correct window, but the order is not: the windows run down the image first and then "
    "move to the right. Look at which of the two, output row or output column, changes from one window to the next. "
    "Take one 2x3 image with the numbers 1 to 6, a 1x1 window and padding 0. By the Returns section, which number "
    "comes right after the 1, and which one comes there in your matrix?"
)


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
