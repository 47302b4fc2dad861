"""In another style: one column after the other, put back as a window."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    tops = range(0, H + 2 * padding - k_height + 1, stride)
    lefts = range(0, W + 2 * padding - k_width + 1, stride)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    places = ((n, top, left) for top in tops for left in lefts for n in range(N))
    for column, (n, top, left) in zip(grad_X_col.T, places, strict=True):
        grad_pad[n, :, top : top + k_height, left : left + k_width] += column.reshape(C, k_height, k_width)
    inside = slice(padding, -padding)
    return grad_pad[:, :, inside, inside]
