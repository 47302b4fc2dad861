import numpy as np
cimport cython


ctypedef fused number:
    float
    double


cpdef tuple output_size(int H, int W, int height, int width, int padding, int stride):
    return (H + 2 * padding - height) // stride + 1, (W + 2 * padding - width) // stride + 1


@cython.boundscheck(False)
cpdef im2col_cython(const number[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    """A cpdef function, with keyword arguments like any other."""
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out, W_out, row, column, c, p, q, i, j, n
    H_out, W_out = output_size(H, W, field_height, field_width, padding, stride)
    cols = np.zeros((C * field_height * field_width, H_out * W_out * N), dtype="f4" if number is float else "f8")
    cdef number[:, :] view = cols
    for row in range(C * field_height * field_width):
        c, p, q = row // (field_height * field_width), row // field_width % field_height, row % field_width
        column = 0
        for i in range(p - padding, p - padding + H_out * stride, stride):
            for j in range(q - padding, q - padding + W_out * stride, stride):
                if 0 <= i < H and 0 <= j < W:
                    for n in range(N):
                        view[row, column + n] = x[n, c, i, j]
                column += N
    return cols
