"""The pixels of a window are taken from its bottom right corner backwards."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "Each window stands in its right column, but in each channel it is read backwards: the bottom right pixel comes "
    "first and the top left pixel last. Look at the order in which the pixels of one window go down the rows of X_col. "
    "Take one 2x3 image with the numbers 1 to 6, a 2x3 window and padding 0: there is one column. Write it down by the "
    "Returns section and compare. Which number stands on top?"
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
            top, left = i * stride, j * stride
            for n in range(N):
                X_col[:, column] = X_pad[n, :, top : top + k_height, left : left + k_width][:, ::-1, ::-1].ravel()
                column += 1
    return X_col
