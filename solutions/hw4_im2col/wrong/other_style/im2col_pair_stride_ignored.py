"""In another style: sliding windows one way, shift and add the other."""

import numpy as np


def _counts(X_shape, k_height, k_width, padding, stride):
    _, _, H, W = X_shape
    return 1 + (H + 2 * padding - k_height) // stride, 1 + (W + 2 * padding - k_width) // stride


def im2col(X, k_height, k_width, padding=1, stride=1):
    H_out, W_out = _counts(X.shape, k_height, k_width, padding, stride)
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(X_pad, (k_height, k_width), axis=(2, 3))
    windows = windows[:, :, :H_out, :W_out].transpose(1, 4, 5, 2, 3, 0)
    return windows.reshape(X.shape[1] * k_height * k_width, -1)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out, W_out = _counts(X_shape, k_height, k_width, padding, stride)
    copies = grad_X_col.reshape(C, k_height, k_width, H_out, W_out, N)
    grad_pad = np.zeros((C, H + 2 * padding, W + 2 * padding, N))
    for p in range(k_height):
        for q in range(k_width):
            grad_pad[:, p : p + H_out, q : q + W_out] += copies[:, p, q]
    return grad_pad[:, padding : padding + H, padding : padding + W].transpose(3, 0, 1, 2)
