"""Every column comes from the first image."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "With one image X_col is right. With several, the columns of every image show image 0: each window of it stands "
    "there as often as there are images, and the others never appear. Look at where the number of the image enters "
    "when a window is read. Take two images of one pixel each, holding 5 and 7, a 1x1 window and padding 0. What "
    "should the one row of X_col be, and what is it?"
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
                X_col[:, column] = X_pad[0, :, top : top + k_height, left : left + k_width].ravel()
                column += 1
    return X_col
