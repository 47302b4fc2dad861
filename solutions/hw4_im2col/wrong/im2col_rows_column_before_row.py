"""Inside a window the columns come before the rows."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "Each column of X_col holds the pixels of the right window, but it goes down the window first and then to the "
    "right. Windows of one row or one column hide this. Look at which pixel comes next after the top left one. Take a "
    "2x2 image with the numbers 1 to 4, a 2x2 window and padding 0, and write the only column by the Returns section, "
    "where the column inside the window comes last. Which number belongs into row 1, the one beside the 1 or the one "
    "below it?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N), dtype=X.dtype)
    column = 0
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            for n in range(N):
                X_col[:, column] = X_pad[n, :, top : top + k_height, left : left + k_width].transpose(0, 2, 1).ravel()
                column += 1
    return X_col
