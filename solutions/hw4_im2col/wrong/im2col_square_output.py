"""The number of windows across is worked out from the height."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "Images with as many windows across as down are right. With more across, those at the right are missing, so X_col "
    "has too few columns; with fewer across, you count windows that have no pixels, and shapes do not fit. Look at the "
    "sizes that each number of windows is worked out from. Take a 4x7 image, a 2x2 window, stride 1 and padding 0. How "
    "many windows fit across, how many does your code count, and does W play any part in it?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = H_out
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)
