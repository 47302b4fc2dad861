"""In another style: one slice for every place in the window, with the windows that the range gives."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    height, width = H + 2 * padding, W + 2 * padding
    H_out = 1 + (height - k_height) // stride
    W_out = 1 + (width - k_width) // stride
    rows = len(range(0, height - k_height, stride))
    columns = len(range(0, width - k_width, stride))
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for p in range(k_height):
        for q in range(k_width):
            part = X_pad[:, :, p : p + stride * rows : stride, q : q + stride * columns : stride]
            X_col[:, p, q, :rows, :columns] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, -1)
