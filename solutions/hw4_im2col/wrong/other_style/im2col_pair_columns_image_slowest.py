"""In another style: a list of windows, image by image, stacked at the end."""

import numpy as np


def _windows(shape, k_height, k_width, padding, stride):
    N, _, H, W = shape
    for n in range(N):
        for top in range(0, H + 2 * padding - k_height + 1, stride):
            for left in range(0, W + 2 * padding - k_width + 1, stride):
                yield n, slice(None), slice(top, top + k_height), slice(left, left + k_width)


def im2col(X, k_height, k_width, padding=1, stride=1):
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    columns = [X_pad[window].flatten() for window in _windows(X.shape, k_height, k_width, padding, stride)]
    return np.stack(columns, axis=1)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    windows = _windows(X_shape, k_height, k_width, padding, stride)
    for window, column in zip(windows, grad_X_col.T):
        grad_pad[window] += column.reshape(C, k_height, k_width)
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
