"""Every column is put back turned by 180 degrees."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "Every column reaches the right window, but turned by 180 degrees: what belongs to the top left pixel arrives at "
    "the bottom right one. Look at how the number of a row of the matrix becomes a place inside the window. Take one "
    "2x2 image, a 2x2 window and padding 0, and a matrix of one column that holds 1, 2, 3, 4 from top to bottom. Lay "
    "it out by im2col's docstring: in which corner must the 1 stand?"
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
                window = grad_X_col[:, column].reshape(C, k_height, k_width)[:, ::-1, ::-1]
                grad_pad[n, :, top : top + k_height, left : left + k_width] += window
                column += 1
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
