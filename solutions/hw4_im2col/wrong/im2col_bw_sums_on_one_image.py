"""The sums of all images are added together and given to each."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "With one image everything is right. With several, all images of grad_X are equal, and each holds the sum over the "
    "whole batch. Look at the step that brings the entries of the different images to a pixel: somewhere on the way "
    "they become one number. Take two images of one pixel each, a 1x1 window, padding 0 and the matrix [[5, 7]]. What "
    "should the first image get, what should the second get, and where do 5 and 7 meet in your code?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for c in range(C):
        for p in range(k_height):
            for q in range(k_width):
                row = (c * k_height + p) * k_width + q
                for i in range(H_out):
                    for j in range(W_out):
                        column = (i * W_out + j) * N
                        grad_pad[:, c, i * stride + p, j * stride + q] += grad_X_col[row, column : column + N].sum()
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
