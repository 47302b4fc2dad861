"""Every window is a row of the matrix."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "All the numbers are there, but rows and columns have changed roles: in your matrix each window is a row. For a "
    "product with filters laid out as rows, each window must stand upright. Look at the shape in the Returns section "
    "and at yours. Take one 2x4 image with one channel, a 2x3 window and padding 0. How many windows are there, how "
    "many pixels has each, and which of these two numbers should come first in the shape?"
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
                X_col[:, column] = X_pad[n, :, top : top + k_height, left : left + k_width].ravel()
                column += 1
    return X_col.T
