"""The columns are read as (W_out, H_out, N)."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "Each column of the matrix is laid out correctly inside a window, but at the wrong position: windows that should "
    "follow each other from left to right follow each other downwards. Look at how the output row and the output "
    "column follow from the number of a matrix column. Take one 2x3 image, a 1x1 window, padding 0 and the matrix [[1, "
    "2, 3, 4, 5, 6]]. Which pixel should get the 2, and which one gets it?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad = grad_X_col.reshape(C, k_height, k_width, W_out, H_out, N).swapaxes(3, 4)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = grad_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            part += grad[:, i, j].transpose(3, 0, 1, 2)
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
