"""In another style: row by row of the matrix, filled from plain loops."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    sides = (padding, padding)
    rows = []
    for channel in X[0]:
        plane = np.pad(channel, (sides, sides))
        for p in range(k_height):
            for q in range(k_width):
                part = plane[p : p + stride * H_out : stride, q : q + stride * W_out : stride]
                rows.append(np.repeat(part.flatten(), N))
    return np.array(rows)
