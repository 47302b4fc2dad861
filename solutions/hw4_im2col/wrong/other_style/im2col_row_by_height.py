"""In another style: window by window, number by number."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    tops = range(0, H + 2 * padding - k_height + 1, stride)
    lefts = range(0, W + 2 * padding - k_width + 1, stride)
    X_col = np.zeros((C * k_height * k_width, len(tops) * len(lefts) * N), dtype=X.dtype)
    places = [(top, left, n) for top in tops for left in lefts for n in range(N)]
    for column, (top, left, n) in enumerate(places):
        window = X_pad[n, :, top : top + k_height, left : left + k_width]
        for (c, p, q), number in np.ndenumerate(window):
            X_col[(c * k_width + p) * k_height + q, column] = number
    return X_col
