"""The columns are read as if all windows of one image came first."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "With one image everything is right. With several, each window's entries stay together but go to the wrong image "
    "or the wrong position, as if the matrix held all columns of image 0 first, then all of image 1. Look at how the "
    "image and the position follow from the number of a column. Take two images of 1x3 pixels, a 1x1 window and "
    "padding 0: grad_X_col has six columns. By im2col's docstring, which image and which pixel does each of the six "
    "belong to?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    c, p, q = (axis.reshape(-1, 1) for axis in np.indices((C, k_height, k_width)))
    i, j = (axis.reshape(1, -1) for axis in np.indices((H_out, W_out)))
    grad = grad_X_col.reshape(C * k_height * k_width, N, H_out * W_out).transpose(1, 0, 2)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    np.add.at(grad_pad, (slice(None), c, i * stride + p, j * stride + q), grad)
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
