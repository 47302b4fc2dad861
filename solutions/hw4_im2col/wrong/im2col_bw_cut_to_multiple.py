"""The windows are counted after cutting the image to a multiple of the stride."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "Stride 1 is always right. With larger strides some sizes are right, and others are not: there you count fewer "
    "windows than im2col made, so windows are left out, and entries may land in the wrong ones. Look at how you count "
    "the windows along one axis. Draw 7 pixels in a line, a window of 3, stride 2 and padding 0, and mark every window "
    "that fits. How many are there, what number do you compute, and which pixel did you never let a window reach?"
)


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
