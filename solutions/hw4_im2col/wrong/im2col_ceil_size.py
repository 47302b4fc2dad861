"""A last window that sticks out of the image is kept, filled up with zeros."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "When the windows fit the padded image exactly, X_col is right. When pixels are left over, it has too many "
    "columns: an extra window hangs over the lower or right edge and is filled up with zeros. Look at how you count "
    "the windows along an axis. Draw 5 pixels in a line, a window of 2, stride 2 and padding 0. How many windows lie "
    "wholly on the pixels, what does the size in the Returns section give, and what does yours?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + -(-(H + 2 * padding - k_height) // stride)
    W_out = 1 + -(-(W + 2 * padding - k_width) // stride)
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding + stride), (padding, padding + stride)))
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N), dtype=X.dtype)
    column = 0
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            for n in range(N):
                X_col[:, column] = X_pad[n, :, top : top + k_height, left : left + k_width].ravel()
                column += 1
    return X_col
