"""The two compiled answers as plain loops in Python: what students write in their cells, without the types."""

import numpy as np

MUTATED = True


def im2col_cython(x, field_height, field_width, padding, stride):
    N, C, H, W = x.shape
    H_out = (H + 2 * padding - field_height) // stride + 1
    W_out = (W + 2 * padding - field_width) // stride + 1
    cols = np.zeros((C * field_height * field_width, H_out * W_out * N), dtype=x.dtype)
    for c in range(C):
        for i in range(field_height):
            for j in range(field_width):
                row = (c * field_height + i) * field_width + j
                for y in range(H_out):
                    for z in range(W_out):
                        h = y * stride + i - padding
                        w = z * stride + j - padding
                        if 0 <= h < H and 0 <= w < W:
                            for n in range(N):
                                cols[row, (y * W_out + z) * N + n] = x[n, c, h, w]
    return cols


def col2im_cython(cols, N, C, H, W, field_height, field_width, padding, stride):
    H_out = (H + 2 * padding - field_height) // stride + 1
    W_out = (W + 2 * padding - field_width) // stride + 1
    padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=cols.dtype)
    for c in range(C):
        for i in range(field_height):
            for j in range(field_width):
                row = (c * field_height + i) * field_width + j
                for y in range(H_out):
                    for z in range(W_out):
                        for n in range(N):
                            padded[n, c, y * stride + i, z * stride + j] += cols[row, (y * W_out + z) * N + n]
    return padded[:, :, padding : padding + H, padding : padding + W]
