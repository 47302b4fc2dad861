"""In another style: window by window, in loops."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    column = 0
    for top in range(0, H_out * stride, stride):
        for left in range(W_out):
            for n in range(N):
                window = grad_X_col[:, column].reshape(C, k_height, k_width)
                grad_pad[n, :, top : top + k_height, left : left + k_width] += window
                column += 1
    return grad_pad[:, :, padding : H + padding, padding : W + padding]
