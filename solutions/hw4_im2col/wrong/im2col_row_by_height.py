"""The row number counts a row of the window as k_height pixels."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "Square windows are right. With a wide window two pixels share a row of X_col, one overwriting the other, and other "
    "rows stay zero; with a tall one the rows of the channels get mixed up and in the end run out. Look at how the "
    "number of a row follows from the channel, the row and the column in the window. Take one channel and a 2x3 window, "
    "and write the number that your code computes into each of the six boxes. Which number is there twice, and which is "
    "missing?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N), dtype=X.dtype)
    for c in range(C):
        for p in range(k_height):
            for q in range(k_width):
                row = c * k_height * k_width + p * k_height + q
                for i in range(H_out):
                    for j in range(W_out):
                        column = (i * W_out + j) * N
                        X_col[row, column : column + N] = X_pad[:, c, i * stride + p, j * stride + q]
    return X_col
