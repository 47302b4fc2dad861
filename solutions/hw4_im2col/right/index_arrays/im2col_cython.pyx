import numpy as np


ctypedef fused real:
    float
    double


def im2col_cython(const real[:, :, :, ::1] x, int field_height, int field_width, int padding, int stride):
    """Typed loops with a test for the border, no directives."""
    cdef Py_ssize_t N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef Py_ssize_t H_out = 1 + (H + 2 * padding - field_height) // stride
    cdef Py_ssize_t W_out = 1 + (W + 2 * padding - field_width) // stride
    cdef Py_ssize_t n, c, p, q, i, j, y, z, row, column
    out = np.zeros((C * field_height * field_width, H_out * W_out * N), dtype=np.asarray(x).dtype)
    cdef real[:, ::1] cols = out
    for c in range(C):
        for p in range(field_height):
            for q in range(field_width):
                row = (c * field_height + p) * field_width + q
                for i in range(H_out):
                    y = i * stride + p - padding
                    for j in range(W_out):
                        z = j * stride + q - padding
                        if y < 0 or z < 0 or y >= H or z >= W:
                            continue
                        column = (i * W_out + j) * N
                        for n in range(N):
                            cols[row, column + n] = x[n, c, y, z]
    return out
