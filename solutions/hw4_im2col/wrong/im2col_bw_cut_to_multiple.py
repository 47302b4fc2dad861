"""The windows are counted after cutting the image to a multiple of the stride."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = "Draw 7 pixels, a window of 3 and stride 2. How many columns does im2col make for it?"


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + ((H + 2 * padding) // stride * stride - k_height) // stride
    W_out = 1 + ((W + 2 * padding) // stride * stride - k_width) // stride
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    column = 0
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            for n in range(N):
                window = grad_X_col[:, column].reshape(C, k_height, k_width)
                grad_pad[n, :, top : top + k_height, left : left + k_width] += window
                column += 1
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
