"""The number of windows across is worked out from the height."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "Images with as many windows across as down are right. With more across than down, the columns of the matrix are "
    "handed to the wrong windows and some are never used; with fewer across, the windows run out of the image. Look at "
    "the sizes that each of your two numbers of windows is worked out from. Take a 2x4 image, a 1x1 window and padding "
    "0. How many windows lie across, what does your code count, and does that count change when W does?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = H_out
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
