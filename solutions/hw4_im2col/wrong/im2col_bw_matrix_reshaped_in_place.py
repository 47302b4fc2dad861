"""The caller's matrix is left with six axes."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X_col"
HINT = (
    "grad_X is right, but the matrix that the caller handed in comes back with six axes in place of two. No number in "
    "it has changed, only its shape, and the caller's own code no longer fits it. Look at the step that splits the "
    "matrix into its axes, and ask whether it makes a second array or changes the one it was given. Print "
    "grad_X_col.shape before and after a call. Which of your names belong to the caller's array?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad = grad_X_col
    grad.shape = (C, k_height, k_width, H_out, W_out, N)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = grad_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            part += grad[:, i, j].transpose(3, 0, 1, 2)
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
