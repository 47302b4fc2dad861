"""In another style: tap by tap, one slice of the image for each row of a window."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = (H + 2 * padding - k_height) // stride + 1
    W_out = (W + 2 * padding - k_width) // stride + 1
    X_pad = np.pad(X.transpose(1, 2, 3, 0), ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    rows = []
    for c in range(C):
        for p in range(k_height):
            for q in range(k_width):
                rows.append(X_pad[c, p : p + H_out, q : q + W_out].ravel())
    return np.array(rows)
