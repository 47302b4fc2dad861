"""In another style: one row of the matrix at a time."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    rows = []
    for c in range(C):
        for q in range(k_width):
            for p in range(k_height):
                seen = X_pad[:, c, p : p + stride * H_out : stride, q : q + stride * W_out : stride]
                rows.append(seen.transpose(1, 2, 0).ravel())
    return np.array(rows)
