"""The sums are kept as whole numbers."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "Every number in grad_X is whole: each entry loses what stands behind its decimal point before it is added, so "
    "entries between -1 and 1 vanish. The places are right. Look at the array in which the sums grow, and at the kind "
    "of number it can hold. Take one image of one pixel, a 1x1 window, padding 0 and the matrix [[0.75]]. At which "
    "step of your code does 0.75 turn into something else?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=int)
    for c in range(C):
        for p in range(k_height):
            for q in range(k_width):
                row = (c * k_height + p) * k_width + q
                for i in range(H_out):
                    for j in range(W_out):
                        column = (i * W_out + j) * N
                        grad_pad[:, c, i * stride + p, j * stride + q] += grad_X_col[row, column : column + N].astype(
                            int
                        )
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
