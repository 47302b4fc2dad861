"""In another style: one image and one channel at a time, all taps in loops."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_col = np.empty((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    X.shape = (-1, H, W)
    for number, plane in enumerate(X):
        n, c = divmod(number, C)
        framed = np.zeros((H + 2 * padding, W + 2 * padding), dtype=X.dtype)
        framed[padding : padding + H, padding : padding + W] = plane
        for p in range(k_height):
            for q in range(k_width):
                X_col[c, p, q, :, :, n] = framed[p : p + stride * H_out : stride, q : q + stride * W_out : stride]
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)
