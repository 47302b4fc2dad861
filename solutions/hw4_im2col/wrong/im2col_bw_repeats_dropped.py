"""Places that occur twice in an index array are added once."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "Where windows overlap, a pixel gets the entry of only one of them, the first one that holds it. That would be "
    "enough to read a picture back out of X_col, where all copies of a pixel are the same number; their gradients are "
    "not. Look at what becomes of the other entries that belong to the same pixel. Take a 1x3 image, 1x2 windows, "
    "stride 1, padding 0 and a matrix whose columns are (1, 2) and (30, 40). Which entries reach the middle pixel?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    c, p, q = (axis.reshape(-1, 1) for axis in np.indices((C, k_height, k_width)))
    i, j = (axis.reshape(1, -1) for axis in np.indices((H_out, W_out)))
    grad = grad_X_col.reshape(C * k_height * k_width, H_out * W_out, N).transpose(2, 0, 1)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    grad_pad[:, c, i * stride + p, j * stride + q] += grad
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
