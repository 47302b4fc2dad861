import numpy as np
from cython cimport floating


def im2col_cython(const floating[:, :, :, ::1] x, int field_height, int field_width, int padding, int stride):
    """One column after the other; what lies on the padding is never looked up."""
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, i, j, p, q, y, z, row, column
    matrix = np.zeros((C * field_height * field_width, H_out * W_out * N), dtype=np.asarray(x).dtype)
    cdef floating[:, ::1] cols = matrix
    column = 0
    for i in range(H_out):
        for j in range(W_out):
            for n in range(N):
                row = 0
                for c in range(C):
                    for p in range(field_height):
                        for q in range(field_width):
                            y = i * stride + p - padding
                            z = j * stride + q - padding
                            if y >= 0 and y < H and z >= 0 and z < W:
                                cols[row, column] = x[n, c, y, z]
                            row += 1
                column += 1
    return matrix
