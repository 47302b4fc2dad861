"""In another style: window by window, in loops."""

import numpy as np


def im2col(X, k_height, k_width, stride=1, padding=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N), dtype=X.dtype)
    for i in range(H_out):
        for j in range(W_out):
            for n in range(N):
                window = X_pad[n, :, i * stride : i * stride + k_height, j * stride : j * stride + k_width]
                X_col[:, (i * W_out + j) * N + n] = window.ravel()
    return X_col
