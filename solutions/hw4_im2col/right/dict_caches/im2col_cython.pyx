import numpy as np
from cython cimport floating


def im2col_cython(const floating[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    """Negative indices on purpose: rows, windows and images are counted from the end."""
    cdef int N = x.shape[0], C = x.shape[1]
    cdef int H_out = (x.shape[2] + 2 * padding - field_height) // stride + 1
    cdef int W_out = (x.shape[3] + 2 * padding - field_width) // stride + 1
    cdef int spare_rows = (x.shape[2] + 2 * padding - field_height) % stride
    cdef int spare_columns = (x.shape[3] + 2 * padding - field_width) % stride
    wide = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    cdef floating[:, :, :, :] image = wide
    cols = np.zeros((C * field_height * field_width, H_out * W_out * N), dtype=wide.dtype)
    cdef floating[:, :] view = cols
    cdef int n, c, p, q, i, j, row = 0, column
    for c in range(C):
        for p in range(field_height):
            for q in range(field_width):
                row -= 1
                column = 0
                for i in range(H_out):
                    for j in range(W_out):
                        for n in range(N):
                            column -= 1
                            view[row, column] = image[-1 - n, -1 - c, -1 - p - i * stride - spare_rows,
                                                      -1 - q - j * stride - spare_columns]
    return cols
