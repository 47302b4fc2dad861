"""In another style: window by window, column by column of the matrix."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = (H + 2 * padding - k_height) // stride + 1
    padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    for number, column in enumerate(grad_X_col.T):
        place, n = divmod(number, N)
        left, top = place // H_out * stride, place % H_out * stride
        window = column.reshape(C, k_height, k_width)
        padded[n, :, top : top + k_height, left : left + k_width] += window
    return padded[:, :, padding : padding + H, padding : padding + W]
