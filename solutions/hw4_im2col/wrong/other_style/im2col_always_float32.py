"""In another style: window by window, the matrix built from a list of rows."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    X_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype="float32")
    X_pad[:, :, padding : padding + H, padding : padding + W] = X
    columns = []
    for top in range(0, H + 2 * padding - k_height + 1, stride):
        for left in range(0, W + 2 * padding - k_width + 1, stride):
            for image in X_pad:
                columns.append(image[:, top : top + k_height, left : left + k_width].ravel())
    return np.stack(columns, axis=1)
