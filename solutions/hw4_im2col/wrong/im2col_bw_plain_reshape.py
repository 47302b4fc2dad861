"""The matrix is reshaped as if the images came first."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "With one image everything is right. With several, image 0 gets the first share of the matrix, read line by line, "
    "image 1 the next share, and so on, although every row of grad_X_col holds entries of all images. Look at which "
    "axis you take to be the slowest when you split the matrix. Take two images of 1x2 pixels, a 1x2 window and "
    "padding 0: the matrix is 2x2. By im2col's docstring, which image and which pixel does each of its four entries "
    "belong to?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad = grad_X_col.reshape(N, C, k_height, k_width, H_out, W_out)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = grad_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            part += grad[:, :, i, j]
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
