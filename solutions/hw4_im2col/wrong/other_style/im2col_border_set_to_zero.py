"""In another style: window by window in loops; the pixels picked by a mask."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    canvas = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=X.dtype)
    canvas[:, :, padding : padding + H, padding : padding + W] = X
    rows, columns = np.indices((H, W))
    from_edge = np.minimum(np.minimum(rows, H - 1 - rows), np.minimum(columns, W - 1 - columns))
    X[:, :, from_edge < padding] = 0
    X_col = []
    for top in range(0, H + 2 * padding - k_height + 1, stride):
        for left in range(0, W + 2 * padding - k_width + 1, stride):
            for n in range(N):
                X_col.append(canvas[n, :, top : top + k_height, left : left + k_width].ravel())
    return np.array(X_col).T
