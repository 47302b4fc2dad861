"""In another style: shift over the places in the window, each overwrites the one before."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad = grad_X_col.reshape(C, k_height, k_width, H_out, W_out, N)
    grad = grad.transpose(5, 0, 1, 2, 3, 4)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for p in range(k_height):
        for q in range(k_width):
            grad_pad[:, :, p : p + stride * H_out : stride, q : q + stride * W_out : stride] = grad[:, :, p, q]
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
