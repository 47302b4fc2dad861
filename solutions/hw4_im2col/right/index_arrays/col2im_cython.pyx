import numpy as np


ctypedef fused real:
    float
    double


def col2im_cython(const real[:, ::1] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    """Typed loops with a test for the border, no directives."""
    cdef Py_ssize_t H_out = 1 + (H + 2 * padding - field_height) // stride
    cdef Py_ssize_t W_out = 1 + (W + 2 * padding - field_width) // stride
    cdef Py_ssize_t n, c, p, q, i, j, y, z, row, column
    out = np.zeros((N, C, H, W), dtype=np.asarray(cols).dtype)
    cdef real[:, :, :, ::1] x = out
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
                            x[n, c, y, z] += cols[row, column + n]
    return out
