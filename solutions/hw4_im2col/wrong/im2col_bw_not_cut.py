"""The border is still on the result."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "The numbers are right, but grad_X is too large: it is the gradient of the padded image, with the border still "
    "around it. With padding 0 nothing is wrong. Look at the last step before you return, and compare your result's "
    "shape with X_shape. Draw X_shape (1, 1, 2, 2) with padding 1 as a square of boxes. How many boxes are there, and "
    "which of them did the caller ask about?"
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
                grad_pad[n, :, top : top + k_height, left : left + k_width] += window
                column += 1
    return grad_pad
