"""The 1 in the size formula is missing."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "X_col has too few columns: the last row and the last column of windows are missing, for every size. The windows "
    "that are there are correct. Look at how H_out and W_out are worked out, and compare them with the Returns "
    "section. Draw 4 pixels in a line, a window of 2, stride 1 and padding 0. How many steps to the right can the "
    "window take, and in how many places does it stand in all?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = (H + 2 * padding - k_height) // stride
    W_out = (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)
