"""In another style: np.add.at with index arrays into the padded images."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = (H + 2 * padding - k_height) // stride + 1
    W_out = (W + 2 * padding - k_width) // stride + 1
    c, p, q, i, j, n = np.indices((C, k_height, k_width, H_out, W_out, N)).reshape(6, -1)
    padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    np.add.at(padded, (n, c, i * stride + p, j * stride + q), grad_X_col.ravel())
    padded /= N
    return padded[:, :, padding : padding + H, padding : padding + W]
