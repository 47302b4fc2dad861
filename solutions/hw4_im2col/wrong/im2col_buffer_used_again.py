"""All calls of one shape fill the same matrix, so that a call changes what an earlier one returned."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
HINT = (
    "Each matrix is right when it is returned, but it does not stay so: the next call with arrays of the same shape "
    "fills the earlier result with new numbers. Look at where the memory of X_col comes from, and how long it lives. "
    "Call the function on an image of ones and keep the result as A; then call it on an image of twos of the same "
    "shape and keep that as B. What stands in A now, and which words of the Returns section speak about this?"
)


_matrices = {}


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    shape = (C, k_height, k_width, H_out, W_out, N)
    X_col = _matrices.setdefault((shape, X.dtype), np.zeros(shape, dtype=X.dtype))
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)
