"""The border is cut off at the bottom and the right only."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "The shape is right, but whenever padding is above 0 the picture sits too far down and to the right: the first "
    "rows and columns of grad_X hold what belongs to the border, and the last ones of the image are missing. Look at "
    "which part of the padded gradient you hand back. Draw a 2x2 image with padding 1 and number the rows of the "
    "padded square from 0. Which of these rows belong to the image, and which ones do you keep?"
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
    return grad_pad[:, :, :H, :W]
