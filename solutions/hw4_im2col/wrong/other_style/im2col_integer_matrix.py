"""In another style: rows and columns of all pixels as index arrays, read at once."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    pixels = np.zeros((C, H + 2 * padding, W + 2 * padding, N), int)
    pixels[:, padding : padding + H, padding : padding + W] = X.transpose(1, 2, 3, 0)
    tops = np.arange(0, H + 2 * padding - k_height + 1, stride)
    lefts = np.arange(0, W + 2 * padding - k_width + 1, stride)
    rows = np.arange(k_height)[:, None] + tops
    columns = np.arange(k_width)[:, None] + lefts
    X_col = pixels[:, rows[:, None, :, None], columns[None, :, None, :]]
    return X_col.reshape(C * k_height * k_width, len(tops) * len(lefts) * N)
