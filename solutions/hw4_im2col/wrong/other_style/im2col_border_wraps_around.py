"""In another style: index arrays, and zeros below and to the right by np.where."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    c, p, q, i, j = np.ogrid[:C, :k_height, :k_width, :H_out, :W_out]
    row = i * stride + p - padding
    column = j * stride + q - padding
    inside = (row < H) & (column < W)
    pixels = X[:, c, np.minimum(row, H - 1), np.minimum(column, W - 1)]
    pixels = np.where(inside, pixels, X.dtype.type(0))
    return np.moveaxis(pixels, 0, -1).reshape(C * k_height * k_width, -1)
