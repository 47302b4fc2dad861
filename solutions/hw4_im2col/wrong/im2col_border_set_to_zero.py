"""The outermost pixels of the caller's images are set to zero in place of a border around them."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X"
HINT = "Print X before and after a call with padding 1. Do the zeros lie around the image or on it?"


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X[:, :, :padding], X[:, :, H - padding :] = 0, 0
    X[:, :, :, :padding], X[:, :, :, W - padding :] = 0, 0
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)
