"""The gathered array is reshaped with the images still in front."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "With one image X_col is right. With several, the right numbers stand in the wrong places: the matrix is filled "
    "line by line, first with everything of image 0, then with everything of image 1. Look at the order of the axes "
    "(image, place in the window, position of the window) at the moment when the numbers become a matrix. Take an "
    "image of ones and an image of twos, a 2x2 window and padding 0. What should each row of X_col look like, and what "
    "does yours look like?"
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
