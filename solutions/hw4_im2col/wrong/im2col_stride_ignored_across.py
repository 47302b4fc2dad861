"""The step is taken downwards and left out sideways."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "With stride 1 X_col is right. With larger strides the windows move down the image correctly, but to the right "
    "they move by one pixel only. Look at how the first row and the first column of a window follow from its position, "
    "and compare the direction that works with the other. Take a 3x3 image with the numbers 1 to 9, a 1x1 window, "
    "stride 2 and padding 0. Which four numbers should X_col hold, and which two of yours differ?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    c, p, q = (axis.reshape(-1, 1) for axis in np.indices((C, k_height, k_width)))
    i, j = (axis.reshape(1, -1) for axis in np.indices((H_out, W_out)))
    X_col = X_pad[:, c, i * stride + p, j + q]
    return X_col.transpose(1, 2, 0).reshape(C * k_height * k_width, -1)
