"""The step is taken downwards and left out sideways."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "Downwards the windows are put back where they belong; from left to right they are too close together as soon as "
    "the stride is above 1. So one of the two directions is right, which is a good place to compare with. Look at how "
    "the first row and the first column of a window follow from its position. Take a 3x3 image, 1x1 windows, stride 2 "
    "and padding 0: four columns. To which pixel does each belong, and which of them do you get right?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    c, p, q = (axis.reshape(-1, 1) for axis in np.indices((C, k_height, k_width)))
    i, j = (axis.reshape(1, -1) for axis in np.indices((H_out, W_out)))
    grad = grad_X_col.reshape(C * k_height * k_width, H_out * W_out, N).transpose(2, 0, 1)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    np.add.at(grad_pad, (slice(None), c, i * stride + p, j + q), grad)
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
