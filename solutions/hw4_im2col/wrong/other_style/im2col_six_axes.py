"""In another style: every pixel looked up at once by index arrays."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    c, p, q, i, j, n = np.ogrid[:C, :k_height, :k_width, :H_out, :W_out, :N]
    return X_pad[n, c, i * stride + p, j * stride + q]
