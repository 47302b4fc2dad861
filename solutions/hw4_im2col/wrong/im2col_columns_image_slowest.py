"""All windows of the first image come before those of the second."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "With one image X_col is right. With several, every column is a correct window, but all windows of image 0 come "
    "first, then all of image 1. Look at what changes from one column to the next: output row, output column or image. "
    "Take two images of 2x2 pixels, one of ones and one of twos, a 1x1 window and padding 0. Write the one row of "
    "eight numbers down by the Returns section: which of them stands in column 1?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    c, p, q = (axis.reshape(-1, 1) for axis in np.indices((C, k_height, k_width)))
    i, j = (axis.reshape(1, -1) for axis in np.indices((H_out, W_out)))
    X_col = X_pad[:, c, i * stride + p, j * stride + q]
    return X_col.transpose(1, 0, 2).reshape(C * k_height * k_width, -1)
