"""The outermost pixels of the caller's images are set to zero in place of a border around them."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X"
HINT = (
    "X_col is right, but the caller's X comes back damaged: a frame of zeros, as wide as the padding, now lies on top "
    "of its outermost pixels. Look at every step that writes zeros, and ask which array it writes to. Take a 3x3 image "
    "of ones, a 3x3 window and padding 1, and call the function twice on it. Why do the two matrices differ, and where "
    "do the zeros of the border belong: on the image or around it?"
)


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
