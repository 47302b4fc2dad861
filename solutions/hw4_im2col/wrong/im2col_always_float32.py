"""The matrix is float32 whatever X is."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "Every pixel is in its right place, but X_col is float32 even when X is float64, so about half of the digits are "
    "gone. The indices are fine. Look at the array into which the pixels are copied, and at what decides its dtype. "
    "Take a float64 image of the single pixel 0.1, a 1x1 window and padding 0. Is the one entry of X_col equal to that "
    "pixel, and what does the Returns section promise?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=np.float32)
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)
