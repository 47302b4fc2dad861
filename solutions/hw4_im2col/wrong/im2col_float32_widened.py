"""The matrix is float64 whatever X is."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "Every value is right, but X_col is float64 although X is float32: twice the memory, and not the dtype that the "
    "Returns section asks for. With float64 images nobody notices. Look at where X_col gets its dtype; copying numbers "
    "into an array never changes the dtype of that array. Print X.dtype, then the dtype of each array on the way to "
    "X_col. At which of them does float32 turn into float64?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N))
    column = 0
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            for n in range(N):
                X_col[:, column] = X_pad[n, :, top : top + k_height, left : left + k_width].ravel()
                column += 1
    return X_col
