"""The matrix holds whole numbers only."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "All pixels are in their places, but everything behind their decimal point is cut off, and X_col holds whole "
    "numbers only. An image with values between 0 and 1 becomes black. Look at the array into which you copy: which "
    "kind of number can it hold, and who decided that? Take an image of the single pixel 2.75, a 1x1 window and "
    "padding 0. What does X_col hold, and what is its dtype?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N), dtype=int)
    column = 0
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            for n in range(N):
                X_col[:, column] = X_pad[n, :, top : top + k_height, left : left + k_width].ravel()
                column += 1
    return X_col
