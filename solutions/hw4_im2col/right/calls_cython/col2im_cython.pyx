import numpy as np


def col2im_cython(const double[:, ::1] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    """Carry every column back; float64 only."""
    cdef Py_ssize_t H_out = (H + 2 * padding - field_height) // stride + 1
    cdef Py_ssize_t W_out = (W + 2 * padding - field_width) // stride + 1
    cdef double[:, :, :, ::1] x_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    cdef Py_ssize_t row, column, n, c, p, q, i, j
    for c in range(C):
        for p in range(field_height):
            for q in range(field_width):
                row = (c * field_height + p) * field_width + q
                column = 0
                for i in range(H_out):
                    for j in range(W_out):
                        for n in range(N):
                            x_pad[n, c, i * stride + p, j * stride + q] += cols[row, column]
                            column += 1
    return np.array(x_pad[:, :, padding:padding + H, padding:padding + W])
