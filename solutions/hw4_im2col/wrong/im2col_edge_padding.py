"""The border repeats the outermost pixels."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "Everything inside the image is right. In the padding stand copies of the nearest pixel of the image, so a bright "
    "image gets a bright border. Look at which numbers you put around the image, and at what the docstring says about "
    "padding. Take a 1x1 image with the number 5, a 3x3 window and padding 1: X_col is one column of nine entries. How "
    "many of them should be 5, and how many are?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="edge")
    c, p, q = (axis.reshape(-1, 1) for axis in np.indices((C, k_height, k_width)))
    i, j = (axis.reshape(1, -1) for axis in np.indices((H_out, W_out)))
    X_col = X_pad[:, c, i * stride + p, j * stride + q]
    return X_col.transpose(1, 2, 0).reshape(C * k_height * k_width, -1)
