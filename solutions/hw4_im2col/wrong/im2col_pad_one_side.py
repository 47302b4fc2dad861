"""All the zeros are put below and to the right of the image."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "With padding 0 X_col is right. With padding its shape is still right, but every window lies too far down and to "
    "the right, so the first ones show no zeros at their top and left. Look at where the rows and columns of zeros go. "
    "Take a 2x2 image of ones with padding 1 and draw the padded image by the docstring, then print yours. What stands "
    "in its first row?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (0, 2 * padding), (0, 2 * padding)))
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)
