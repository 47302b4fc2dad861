"""In another style: window by window, all images at once."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N), dtype=X.dtype)
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            windows = X_pad[:, :, top : top + k_height, left : left + k_width].reshape(N, -1)
            number = i * H_out + j
            X_col[:, number * N : (number + 1) * N] = windows.T
    return X_col
