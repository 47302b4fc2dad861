"""Each window starts where the last one ends."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "X_col is right whenever the stride equals the size of the window. With a smaller stride the windows run off the "
    "image; with a larger one they start too early and show pixels that should be skipped. Look at where the second "
    "window begins, and what that depends on in your code. Take a 1x7 image with the numbers 0 to 6, a 1x2 window, "
    "stride 3 and padding 0. Which pixel should the second window start at, and which one does yours start at?"
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
            top, left = i * k_height, j * k_width
            for n in range(N):
                X_col[:, column] = X_pad[n, :, top : top + k_height, left : left + k_width].ravel()
                column += 1
    return X_col
