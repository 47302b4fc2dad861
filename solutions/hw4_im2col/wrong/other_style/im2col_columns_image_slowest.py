"""In another style: a list of columns, window by window."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    columns = []
    for image in X:
        pixels = np.pad(image, ((0, 0), (padding, padding), (padding, padding)))
        for top in range(0, H + 2 * padding - k_height + 1, stride):
            for left in range(0, W + 2 * padding - k_width + 1, stride):
                window = pixels[:, top : top + k_height, left : left + k_width]
                columns.append(window.ravel())
    return np.stack(columns, axis=1)
