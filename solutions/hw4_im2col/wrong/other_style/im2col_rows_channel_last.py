"""In another style: a list of columns, window by window."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    images = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding))).transpose(0, 2, 3, 1)
    columns = []
    for top in range(0, H + 2 * padding - k_height + 1, stride):
        for left in range(0, W + 2 * padding - k_width + 1, stride):
            for image in images:
                columns.append(image[top : top + k_height, left : left + k_width].flatten())
    return np.stack(columns, axis=1)
