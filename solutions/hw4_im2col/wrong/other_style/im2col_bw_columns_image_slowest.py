"""In another style: column by column, each added back to its window."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    last_top = H + 2 * padding - k_height
    last_left = W + 2 * padding - k_width
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    k = 0
    for n in range(N):
        for top in range(0, last_top + 1, stride):
            for left in range(0, last_left + 1, stride):
                window = grad_X_col[:, k].reshape(C, k_height, k_width)
                grad_pad[n, :, top : top + k_height, left : left + k_width] += window
                k += 1
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
