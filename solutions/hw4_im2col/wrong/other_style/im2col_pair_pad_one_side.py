"""In another style: window by window, one image after the other, both ways."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = (H + 2 * padding - k_height) // stride + 1
    W_out = (W + 2 * padding - k_width) // stride + 1
    padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=X.dtype)
    padded[:, :, :H, :W] = X
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N), dtype=X.dtype)
    for n in range(N):
        for i in range(H_out):
            for j in range(W_out):
                top, left = i * stride, j * stride
                window = padded[n, :, top : top + k_height, left : left + k_width]
                X_col[:, (i * W_out + j) * N + n] = window.ravel()
    return X_col


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    W_out = (W + 2 * padding - k_width) // stride + 1
    padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    for n in range(N):
        for k, column in enumerate(grad_X_col[:, n::N].T):
            top, left = k // W_out * stride, k % W_out * stride
            padded[n, :, top : top + k_height, left : left + k_width] += column.reshape(C, k_height, k_width)
    return padded[:, :, :H, :W]
