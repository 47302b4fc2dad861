"""In another style: tap by tap, with the matrix turned into whole numbers at the start."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    entries = np.array(grad_X_col, dtype=np.int64).reshape(C, k_height, k_width, H_out, W_out, N)
    total = np.zeros((C, H + 2 * padding, W + 2 * padding, N), dtype=np.int64)
    for p in range(k_height):
        for q in range(k_width):
            total[:, p : p + stride * H_out : stride, q : q + stride * W_out : stride] += entries[:, p, q]
    return total[:, padding : padding + H, padding : padding + W].transpose(3, 0, 1, 2)
