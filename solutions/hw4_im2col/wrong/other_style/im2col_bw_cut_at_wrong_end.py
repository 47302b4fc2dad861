"""In another style: plain loops over single numbers of the matrix."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = (H + 2 * padding - k_height) // stride + 1
    W_out = (W + 2 * padding - k_width) // stride + 1
    grad_X = np.zeros(X_shape, dtype=grad_X_col.dtype)
    for c, p, q in np.ndindex(C, k_height, k_width):
        row = grad_X_col[(c * k_height + p) * k_width + q]
        for i, j, n in np.ndindex(H_out, W_out, N):
            y, z = i * stride + p, j * stride + q
            if y < H and z < W:  # the rest is border
                grad_X[n, c, y, z] += row[(i * W_out + j) * N + n]
    return grad_X
