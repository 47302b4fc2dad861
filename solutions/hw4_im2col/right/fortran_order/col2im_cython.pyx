import numpy as np
from cython cimport floating


def col2im_cython(const floating[:, :] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    """Column by column into images in Fortran order."""
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    x = np.zeros((N, C, H, W), dtype=np.asarray(cols).dtype, order="F")
    cdef floating[::1, :, :, :] view = x
    cdef int n, c, p, q, i, j, row, column = 0
    for i in range(-padding, H_out * stride - padding, stride):
        for j in range(-padding, W_out * stride - padding, stride):
            for n in range(N):
                row = 0
                for c in range(C):
                    for p in range(i, i + field_height):
                        for q in range(j, j + field_width):
                            if p >= 0 and p < H and q >= 0 and q < W:
                                view[n, c, p, q] += cols[row, column]
                            row += 1
                column += 1
    return x
