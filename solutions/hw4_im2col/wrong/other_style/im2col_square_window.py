"""In another style: column by column, one window of one image at a time."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    size = k_height
    H_out = (H + 2 * padding - size) // stride + 1
    W_out = (W + 2 * padding - size) // stride + 1
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C * size * size, H_out * W_out * N), dtype=X.dtype)
    for k in range(H_out * W_out * N):
        position, n = divmod(k, N)
        i, j = divmod(position, W_out)
        window = X_pad[n, :, i * stride : i * stride + size, j * stride : j * stride + size]
        X_col[:, k] = window.reshape(-1)
    return X_col
