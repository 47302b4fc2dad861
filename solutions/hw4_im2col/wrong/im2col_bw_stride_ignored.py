"""Every window is put back one pixel after the last."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "With stride 1 everything is right. With larger strides the windows are put back too close to each other, so that "
    "all of the gradient crowds in the upper left part and the rest gets nothing. Look at how the start of a window "
    "follows from its position among the windows. Take a 1x4 image, 1x2 windows, stride 2 and padding 0: the matrix "
    "has two columns. From which two pixels did im2col take the second one, and where do you put it?"
)


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
