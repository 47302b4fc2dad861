"""The row number counts a row of the window as k_height pixels."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "Square windows are right. With a window wider than high some entries are handed out twice and others never; with "
    "one higher than wide the rows of different channels get mixed up and may run out. Look at how the row of the "
    "matrix follows from the channel and the place in the window. Take one channel and a 2x3 window, and write down "
    "the row that you read for each of its six pixels. Does each number from 0 to 5 come up once?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for c in range(C):
        for p in range(k_height):
            for q in range(k_width):
                row = c * k_height * k_width + p * k_height + q
                for i in range(H_out):
                    for j in range(W_out):
                        column = (i * W_out + j) * N
                        grad_pad[:, c, i * stride + p, j * stride + q] += grad_X_col[row, column : column + N]
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
