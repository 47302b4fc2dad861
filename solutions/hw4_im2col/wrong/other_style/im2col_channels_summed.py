"""In another style: the channels are added first, then one row for each place in the window."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = (H + 2 * padding - k_height) // stride + 1
    W_out = (W + 2 * padding - k_width) // stride + 1
    grey = np.zeros((H + 2 * padding, W + 2 * padding, N), dtype=X.dtype)
    for c in range(C):
        grey[padding : padding + H, padding : padding + W] += X[:, c].transpose(1, 2, 0)
    rows = []
    for p in range(k_height):
        for q in range(k_width):
            rows.append(grey[p : p + stride * H_out : stride, q : q + stride * W_out : stride].ravel())
    return np.array(rows)
