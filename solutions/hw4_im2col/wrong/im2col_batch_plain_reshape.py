"""The gathered array is reshaped with the images still in front."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "Which axis of the gathered array is the image, and which comes last in the matrix? A reshape alone keeps the "
    "order in memory."
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    c, p, q = (axis.reshape(-1, 1) for axis in np.indices((C, k_height, k_width)))
    i, j = (axis.reshape(1, -1) for axis in np.indices((H_out, W_out)))
    X_col = X_pad[:, c, i * stride + p, j * stride + q]
    return X_col.reshape(C * k_height * k_width, -1)
