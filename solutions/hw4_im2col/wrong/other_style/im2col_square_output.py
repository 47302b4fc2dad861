"""In another style: lists of the rows and columns that each place in the window reads."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    height, width = H + 2 * padding, W + 2 * padding
    size = 1 + (height - k_height) // stride
    X_pad = np.zeros((N, C, height, width), dtype=X.dtype)
    X_pad[:, :, padding : padding + H, padding : padding + W] = X
    X_col = np.zeros((C, k_height, k_width, size, size, N), dtype=X.dtype)
    for c, p, q, n in np.ndindex(C, k_height, k_width, N):
        rows = list(range(p, height, stride))[:size]
        columns = list(range(q, width, stride))[:size]
        X_col[c, p, q, :, :, n] = X_pad[n, c][rows][:, columns]
    return X_col.reshape(C * k_height * k_width, size * size * N)
