"""In another style: image by image into the padded array, then a view of the windows."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    inside = slice(padding, -padding)
    X_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=X.dtype)
    for n in range(N):
        for c in range(C):
            X_pad[n, c, inside, inside] = X[n, c]
    windows = np.lib.stride_tricks.sliding_window_view(X_pad, (k_height, k_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    return np.einsum("ncijpq->cpqijn", windows).reshape(C * k_height * k_width, -1)
