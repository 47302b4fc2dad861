"""The height of the window is used for its width."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "Square windows are right. When height and width of the window differ, the matrix does not fit the shape that you "
    "expect of it, or its entries land in the wrong places. Look at each place where a size of the window is used, and "
    "ask whether it speaks about going down or about going across. Take one 2x3 image and a 2x3 window with padding 0. "
    "How many entries has the only column of the matrix, and how many do you expect?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_height) // stride
    grad = grad_X_col.reshape(C, k_height, k_height, H_out, W_out, N)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    for i in range(k_height):
        for j in range(k_height):
            part = grad_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            part += grad[:, i, j].transpose(3, 0, 1, 2)
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
