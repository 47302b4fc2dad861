"""The border is cut off by a slice that ends at -padding."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "With padding 1 or more everything is right. With padding 0 grad_X is empty: no row and no column is left. Look at "
    "how you say which part of the padded gradient to keep, and above all how you name its end. For an image of height "
    "4, write down the start and the end that you name for padding 2, then 1, then 0. What does Python take the last "
    "of these ends to mean?"
)


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
    return grad_pad[:, :, padding:-padding, padding:-padding]
