"""The column number is worked out as if there were as many windows across as down."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "With as many windows across as down X_col is right. With more across, windows overwrite each other and the last "
    "columns stay zero; with fewer across, columns are skipped, and the count may run past the end. Look at how the "
    "number of a column follows from the output row, the output column and the image. Take one 2x3 image, a 1x1 window "
    "and padding 0, and write down the column that your code gives to each of the six pixels. Does any number come up "
    "twice?"
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
                row = (c * k_height + p) * k_width + q
                for i in range(H_out):
                    for j in range(W_out):
                        column = (i * H_out + j) * N
                        X_col[row, column : column + N] = X_pad[:, c, i * stride + p, j * stride + q]
    return X_col
