"""Every window is put back one pixel after the last."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = "Use stride 2 and one entry of 1 in the second column. Which pixel should get it?"


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    column = 0
    for i in range(H_out):
        for j in range(W_out):
            top, left = i, j
            for n in range(N):
                window = grad_X_col[:, column].reshape(C, k_height, k_width)
                grad_pad[n, :, top : top + k_height, left : left + k_width] += window
                column += 1
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
