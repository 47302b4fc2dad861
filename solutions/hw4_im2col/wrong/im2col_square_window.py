"""The height of the window is used for its width."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "Square windows are right. With other windows X_col has the wrong number of rows, and often of columns too, as if "
    "the window had the same size both ways. Look at each place where a size of the window is used: for the shape of "
    "X_col, for the count of windows, and for reading the pixels. Take a window of 2 rows and 3 columns on an image "
    "with one channel. How many rows must X_col have, and how many has yours?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_height) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C, k_height, k_height, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_height):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_height, H_out * W_out * N)
