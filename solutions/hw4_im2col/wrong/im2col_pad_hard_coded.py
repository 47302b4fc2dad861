"""The border is always one pixel wide."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "With padding 1 X_col is right. With padding 0 every window lies one pixel too far up and left, so the first ones "
    "show zeros; with padding 2 or more the windows run past the border or start too late. Look at how wide the border "
    "of zeros is, and what decides that. Take a 2x2 image of ones and print the padded image for padding 0, 1 and 2. "
    "How large should each of the three be?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (1, 1), (1, 1)))
    c, p, q = (axis.reshape(-1, 1) for axis in np.indices((C, k_height, k_width)))
    i, j = (axis.reshape(1, -1) for axis in np.indices((H_out, W_out)))
    X_col = X_pad[:, c, i * stride + p, j * stride + q]
    return X_col.transpose(1, 2, 0).reshape(C * k_height * k_width, -1)
