"""Rows and columns beyond a multiple of the stride are cut off first."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "With stride 1 X_col is right. With larger strides it has too few columns for some sizes: the last windows "
    "downwards or across are missing, although they fit, and all others are correct. Look at how you count the windows "
    "along an axis, above all at what you do with pixels beyond the last full stride. Draw 7 pixels in a line, a "
    "window of 3, stride 2 and padding 0. Does the last window need the seventh pixel?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + ((H + 2 * padding) // stride * stride - k_height) // stride
    W_out = 1 + ((W + 2 * padding) // stride * stride - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)
