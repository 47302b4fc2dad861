"""The rows are read as (k_height, k_width, C)."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "With one channel everything is right. With several, each column reaches the right window, but inside it the "
    "entries go to the wrong channels and places. Look at which axis moves on first as you go down a column of the "
    "matrix: the channel, the row or the column of the window. Take one image of 1x2 pixels with 2 channels, a 1x2 "
    "window, padding 0 and a column that holds 1, 2, 3, 4. By im2col's docstring, which channel and which pixel does "
    "the 2 belong to?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    column = 0
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            for n in range(N):
                window = grad_X_col[:, column].reshape(k_height, k_width, C).transpose(2, 0, 1)
                grad_pad[n, :, top : top + k_height, left : left + k_width] += window
                column += 1
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
