"""The last two parameters have changed places."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "Calls that give the same number for padding and stride are right. Others come out as if the two numbers had "
    "changed places; with padding 0 the call even divides by zero. The computation itself is fine. Look at the order "
    "in which your function receives its arguments, since a number without a name goes to the name in its place. In "
    "the call im2col(X, 3, 3, 1, 2), what should padding be and what stride, and what are they inside your function?"
)


def im2col(X, k_height, k_width, stride=1, padding=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)
