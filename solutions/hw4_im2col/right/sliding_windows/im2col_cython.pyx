# cython: boundscheck=False, wraparound=False, cdivision=True
import numpy as np

from cython cimport floating


def im2col_cython(const floating[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    """Directives for the whole cell; the image is padded by NumPy first."""
    cdef int N = x.shape[0], C = x.shape[1]
    cdef int H_out = (x.shape[2] + 2 * padding - field_height) // stride + 1
    cdef int W_out = (x.shape[3] + 2 * padding - field_width) // stride + 1
    wide = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    cdef floating[:, :, :, ::1] image = np.ascontiguousarray(wide)
    cdef floating[:, :, :, :, :, ::1] cols = np.empty((C, field_height, field_width, H_out, W_out, N), wide.dtype)
    cdef int n, c, p, q, i, j
    for c in range(C):
        for p in range(field_height):
            for q in range(field_width):
                for i in range(H_out):
                    for j in range(W_out):
                        for n in range(N):
                            cols[c, p, q, i, j, n] = image[n, c, p + i * stride, q + j * stride]
    return np.asarray(cols).reshape(C * field_height * field_width, H_out * W_out * N)
