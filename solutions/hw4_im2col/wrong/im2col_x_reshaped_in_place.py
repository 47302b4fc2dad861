"""The caller's images are left with their first two axes merged."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X"
HINT = (
    "X_col is right, but after the call the caller's X has three axes: images and channels have become one. Its "
    "numbers have not changed, yet code that counts on four axes now fails. Look at the step that brings X into a "
    "shape of your own, and ask whether it makes a new array or alters the one that was handed in. Print X.shape "
    "before and after a call. Which names in your function stand for the caller's array?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    X.shape = (N * C, H, W)
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (padding, padding), (padding, padding))).reshape(N, C, H + 2 * padding, -1)
    c, p, q = (axis.reshape(-1, 1) for axis in np.indices((C, k_height, k_width)))
    i, j = (axis.reshape(1, -1) for axis in np.indices((H_out, W_out)))
    X_col = X_pad[:, c, i * stride + p, j * stride + q]
    return X_col.transpose(1, 2, 0).reshape(C * k_height * k_width, -1)
