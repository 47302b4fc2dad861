"""The rows run over the window first and over the channels last."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "With one channel X_col is right. With several, each column holds the right numbers in the wrong order: all "
    "channels of the first pixel of the window, then all channels of the next pixel. Look at which of the three, "
    "channel, row or column in the window, changes from one row of X_col to the next. Take one 1x2 image whose two "
    "channels are (1, 2) and (30, 40), and a 1x2 window with padding 0. Which number should stand in row 1?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((k_height, k_width, C, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)
