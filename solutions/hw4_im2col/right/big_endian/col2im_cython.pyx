import numpy as np


def col2im_cython(cols, int N, int C, int H, int W, int field_height, int field_width, int padding, int stride):
    """Any byte order is taken; the result is big-endian where cols is."""
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef const double[:, :] native = np.ascontiguousarray(cols, dtype="=f8")
    result = np.zeros((N, C, H, W))
    cdef double[:, :, :, :] x = result
    cdef int n, c, p, q, i, j, y, z, row
    for c in range(C):
        for p in range(field_height):
            for q in range(field_width):
                row = (c * field_height + p) * field_width + q
                for i in range(H_out):
                    for j in range(W_out):
                        y = i * stride + p - padding
                        z = j * stride + q - padding
                        if 0 <= y < H and 0 <= z < W:
                            for n in range(N):
                                x[n, c, y, z] += native[row, (i * W_out + j) * N + n]
    return result.astype(cols.dtype)
