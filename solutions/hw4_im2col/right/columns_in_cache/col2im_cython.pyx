import numpy as np
cimport cython


ctypedef fused number:
    float
    double


@cython.boundscheck(False)
cpdef col2im_cython(const number[:, :] cols, int N, int C, int H, int W,
                    int field_height, int field_width, int padding, int stride):
    """A cpdef function, with keyword arguments like any other."""
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int row, column, c, p, q, i, j, n
    x = np.zeros((N, C, H, W), dtype="f4" if number is float else "f8")
    cdef number[:, :, :, :] view = x
    for row in range(C * field_height * field_width):
        c, p, q = row // (field_height * field_width), row // field_width % field_height, row % field_width
        column = 0
        for i in range(p - padding, p - padding + H_out * stride, stride):
            for j in range(q - padding, q - padding + W_out * stride, stride):
                if 0 <= i < H and 0 <= j < W:
                    for n in range(N):
                        view[n, c, i, j] += cols[row, column + n]
                column += N
    return x
