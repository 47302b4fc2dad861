"""Both functions put the whole border below and to the right."""

import numpy as np

QUESTIONS = ("im2col", "im2col_bw")
OUTPUT = "X_col"
HINT = (
    "With padding both functions take the image to begin in the top left corner, with all zeros below and to the right "
    "of it. They agree about that, so the adjoint test, which compares them only with each other, cannot see it. Look "
    "at where the image lies inside the padded one, in both functions. Take a 1x2 image with the numbers 1 and 2, a "
    "3x3 window and padding 1. Which entries of the first column of X_col should not be zero, by the docstring, and "
    "which are not zero in yours?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (0, 2 * padding), (0, 2 * padding)))
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad = grad_X_col.reshape(C, k_height, k_width, H_out, W_out, N)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = grad_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            part += grad[:, i, j].transpose(3, 0, 1, 2)
    return grad_pad[:, :, :H, :W]
