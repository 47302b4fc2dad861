"""A size that the stride does not divide is refused."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
RAISES = "ValueError"
HINT = (
    "Where the windows fit the padded image exactly, X_col is right. Where pixels are left over at the end, your code "
    "stops with an error in place of an answer. Look at the check that you make before the work starts, and ask "
    "whether the docstring forbids such sizes. Take 5 pixels in a line, a window of 2, stride 2 and padding 0. What "
    "does the size in the Returns section give for it, and what happens to the fifth pixel?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    if (H + 2 * padding - k_height) % stride or (W + 2 * padding - k_width) % stride:
        raise ValueError("the windows do not fit")
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)
