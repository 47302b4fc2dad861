"""In another style: window by window with a running column number."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    steps_down, rest_down = divmod(H + 2 * padding - k_height, stride)
    steps_across, rest_across = divmod(W + 2 * padding - k_width, stride)
    if (rest_down, rest_across) != (0, 0):
        raise ValueError("pixels left over")
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C * k_height * k_width, (steps_down + 1) * (steps_across + 1) * N), dtype=X.dtype)
    column = 0
    for top in range(0, steps_down * stride + 1, stride):
        for left in range(0, steps_across * stride + 1, stride):
            windows = X_pad[:, :, top : top + k_height, left : left + k_width]
            X_col[:, column : column + N] = windows.reshape(N, -1).T
            column += N
    return X_col
