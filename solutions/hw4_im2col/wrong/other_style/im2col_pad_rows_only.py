"""In another style: one slice for every place in the window."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W - k_width) // stride
    zeros = np.zeros((N, C, padding, W), dtype=X.dtype)
    X_pad = np.concatenate((zeros, X, zeros), axis=2).transpose(1, 2, 3, 0)
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for p in range(k_height):
        for q in range(k_width):
            X_col[:, p, q] = X_pad[:, p : p + stride * H_out : stride, q : q + stride * W_out : stride]
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)
