"""A place left of or above the image is read from its other end."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "Inside the image, below it and to the right of it everything is right. Above it and to its left stand pixels "
    "where zeros belong, and they come from the opposite end of the same image. Look at the place that you read for "
    "the top left corner of the first window when padding is 1: what are its row and column number? Take a 2x2 image "
    "with the numbers 1 to 4 and a 3x3 window. What does Python give you for such a number used as an index?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N), dtype=X.dtype)
    for c in range(C):
        for p in range(k_height):
            for q in range(k_width):
                row = (c * k_height + p) * k_width + q
                for i in range(H_out):
                    for j in range(W_out):
                        column = (i * W_out + j) * N
                        y, x = i * stride + p - padding, j * stride + q - padding
                        if y < H and x < W:
                            X_col[row, column : column + N] = X[:, c, y, x]
    return X_col
