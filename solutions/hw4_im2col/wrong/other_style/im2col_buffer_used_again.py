"""In another style: one column at a time, in memory that a cached helper hands out."""

from functools import cache

import numpy as np


@cache
def _empty_matrix(window_shape, columns_shape, dtype):
    return np.empty((np.prod(window_shape), np.prod(columns_shape)), dtype=dtype)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    tops = range(0, H + 2 * padding - k_height + 1, stride)
    lefts = range(0, W + 2 * padding - k_width + 1, stride)
    X_col = _empty_matrix((C, k_height, k_width), (len(tops), len(lefts), N), X.dtype)
    column = 0
    for top in tops:
        for left in lefts:
            for image in X_pad:
                X_col[:, column] = image[:, top : top + k_height, left : left + k_width].flatten()
                column += 1
    return X_col
