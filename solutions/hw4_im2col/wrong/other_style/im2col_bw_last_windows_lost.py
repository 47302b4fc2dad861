"""In another style: shift and add over the places in the window, with the windows that the range gives."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    height, width = H + 2 * padding, W + 2 * padding
    H_out = 1 + (height - k_height) // stride
    W_out = 1 + (width - k_width) // stride
    tops = np.arange(0, height - k_height, stride)
    lefts = np.arange(0, width - k_width, stride)
    copies = grad_X_col.reshape(C, k_height, k_width, H_out, W_out, N).transpose(5, 0, 1, 2, 3, 4)
    grad = np.zeros((N, C, height, width))
    for p in range(k_height):
        for q in range(k_width):
            grad[:, :, tops[:, None] + p, lefts + q] += copies[:, :, p, q, : len(tops), : len(lefts)]
    return grad[:, :, padding : padding + H, padding : padding + W]
