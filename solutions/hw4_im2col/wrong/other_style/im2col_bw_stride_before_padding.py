"""In another style: window by window, all images at once."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, stride=1, padding=1):
    N, C, H, W = X_shape
    H_out = (H + 2 * padding - k_height) // stride + 1
    W_out = (W + 2 * padding - k_width) // stride + 1
    windows = grad_X_col.T.reshape(H_out, W_out, N, C, k_height, k_width)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    for i, j in np.ndindex(H_out, W_out):
        top, left = i * stride, j * stride
        grad_pad[:, :, top : top + k_height, left : left + k_width] += windows[i, j]
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
