"""Places that occur twice in an index array are added once."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "grad_X is right where windows do not overlap. Where they do, only one entry arrives at each pixel, that of the "
    "first window over it, and the others are lost without a word. Look at what your code does with several entries "
    "that are all meant for the same pixel. Take a 1x4 image, 1x2 windows, stride 1, padding 0 and a matrix of ones: "
    "six entries go in. What is the sum of all of grad_X, and what should it be?"
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
