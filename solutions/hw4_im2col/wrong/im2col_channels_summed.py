"""The channels are added up, so that there are rows for one channel only."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "With one channel X_col is right. With several it has only k_height * k_width rows, and each entry is the sum of "
    "all channels at that place. Look at what becomes of the channels when a window is laid out as a column. Take one "
    "image of one pixel whose three channels are 1, 20 and 300, and a 1x1 window with padding 0. By the Returns "
    "section, how many rows must X_col have here, and what should stand in them?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((k_height * k_width, H_out * W_out * N), dtype=X.dtype)
    column = 0
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            for n in range(N):
                X_col[:, column] = X_pad[n, :, top : top + k_height, left : left + k_width].sum(axis=0).ravel()
                column += 1
    return X_col
