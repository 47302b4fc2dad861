"""In another style: window by window, with the images as the last axis."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    tops = range(0, H + 2 * padding - k_height + 1, stride)
    lefts = range(0, W + 2 * padding - k_width + 1, stride)
    grad_X_col.shape = (C, k_height, k_width, len(tops), len(lefts), N)
    pixels = np.zeros((C, H + 2 * padding, W + 2 * padding, N), dtype=grad_X_col.dtype)
    for i, top in enumerate(tops):
        for j, left in enumerate(lefts):
            pixels[:, top : top + k_height, left : left + k_width] += grad_X_col[:, :, :, i, j]
    inside = pixels[:, padding : padding + H, padding : padding + W]
    return inside.transpose(3, 0, 1, 2)
