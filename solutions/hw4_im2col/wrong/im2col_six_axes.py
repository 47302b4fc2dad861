"""The six axes are never merged into two."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "All numbers are there and in the right order, but what you return has six axes, and the docstring asks for a "
    "matrix. Look at the last step before you return, and read the Returns section once more: the list in brackets "
    "behind Rows says which axes run along a row number, and Columns does the same for a column number. Print the "
    "shape of your result. Which of the six sizes belong together, and what two numbers do they make?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col
