"""The last two parameters have changed places."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
RAISES = ("ValueError", "ZeroDivisionError")
HINT = (
    "Calls in which padding and stride are the same number are right. In all others the two seem to have traded "
    "values: the sizes no longer fit and a reshape fails, or, with padding 0, there is a division by zero. Look at how "
    "the numbers of a call reach their names, before any computation. Numbers without a name are handed over by their "
    "place. Which number arrives as padding and which as stride in im2col_bw(A, X_shape, 2, 2, 0, 1), by the docstring "
    "and in your function?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, stride=1, padding=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad = grad_X_col.reshape(C, k_height, k_width, H_out, W_out, N)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = grad_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            part += grad[:, i, j].transpose(3, 0, 1, 2)
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
