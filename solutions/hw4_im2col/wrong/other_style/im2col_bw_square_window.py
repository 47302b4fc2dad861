"""In another style: window by window, every window a slice of the image."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    k = k_height
    N, C, H, W = X_shape
    H_out = (H + 2 * padding - k) // stride + 1
    W_out = (W + 2 * padding - k) // stride + 1
    windows = grad_X_col.reshape(C, k, k, H_out, W_out, N).transpose(3, 4, 5, 0, 1, 2)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    for i in range(H_out):
        for j in range(W_out):
            grad_pad[:, :, i * stride : i * stride + k, j * stride : j * stride + k] += windows[i, j]
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
