"""The matrix has the right shape and every window starts one pixel after the last."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "With stride 1 X_col is right. With larger strides it has the right number of columns, but each window starts only "
    "one pixel after the last, so the lower and right parts of the image never appear. Look at how the first row and "
    "column of a window follow from its number. Take a 1x8 image with the numbers 0 to 7, a 1x2 window, stride 3 and "
    "padding 0. Which number should stand on top of the second column, and which one does?"
)


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
