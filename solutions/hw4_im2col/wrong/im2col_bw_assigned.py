"""A later window overwrites what an earlier one put there."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "Pixels that lie in one window are right. A pixel that lies in several keeps the entry of the last window only; "
    "what the earlier ones brought is gone. Look at what happens when an entry arrives at a pixel that has already got "
    "one. Take one 3x3 image, 2x2 windows, stride 1, padding 0 and a matrix of ones. In how many windows does the "
    "middle pixel lie, and what should it get by the Returns section?"
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
                window = grad_X_col[:, column].reshape(C, k_height, k_width)
                grad_pad[n, :, top : top + k_height, left : left + k_width] = window
                column += 1
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
