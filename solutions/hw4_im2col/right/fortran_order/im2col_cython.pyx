import numpy as np
from cython cimport floating


def im2col_cython(const floating[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    """The matrix is filled column by column and comes back in Fortran order."""
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cols = np.zeros((C * field_height * field_width, H_out * W_out * N), dtype=np.asarray(x).dtype, order="F")
    cdef floating[::1, :] view = cols
    cdef int n, c, p, q, i, j, row, column = 0
    for i in range(-padding, H_out * stride - padding, stride):
        for j in range(-padding, W_out * stride - padding, stride):
            for n in range(N):
                row = 0
                for c in range(C):
                    for p in range(i, i + field_height):
                        for q in range(j, j + field_width):
                            if p >= 0 and p < H and q >= 0 and q < W:
                                view[row, column] = x[n, c, p, q]
                            row += 1
                column += 1
    return cols
