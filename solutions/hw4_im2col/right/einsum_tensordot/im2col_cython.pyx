# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
import numpy as np
from cython cimport floating
from libc.stdlib cimport free, malloc
from libc.string cimport memcpy, memset


cdef int gather(const floating *x, floating *cols, int N, int C, int H, int W,
                int height, int width, int pad, int stride, int H_out, int W_out) except -1 nogil:
    cdef Py_ssize_t c, p, q, i, j, n, y, z
    cdef Py_ssize_t run = N * sizeof(floating)
    cdef floating *turned = <floating *> malloc(C * H * W * run + 1)
    if turned == NULL:
        with gil:
            raise MemoryError
    for n in range(N):
        for c in range(C * H * W):
            turned[c * N + n] = x[n * C * H * W + c]
    for c in range(C):
        for p in range(height):
            for q in range(width):
                for i in range(H_out):
                    y = i * stride + p - pad
                    for j in range(W_out):
                        z = j * stride + q - pad
                        if 0 <= y < H and 0 <= z < W:
                            memcpy(cols, turned + ((c * H + y) * W + z) * N, run)
                        else:
                            memset(cols, 0, run)
                        cols += N
    free(turned)
    return 0


def im2col_cython(x, int field_height, int field_width, int padding, int stride):
    """Raw pointers without the GIL; memory of its own, given back."""
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out = 1 + (H + 2 * padding - field_height) // stride
    cdef int W_out = 1 + (W + 2 * padding - field_width) // stride
    cdef const double[::1] x8
    cdef const float[::1] x4
    cdef double[:, ::1] c8
    cdef float[:, ::1] c4
    cols = np.empty((C * field_height * field_width, H_out * W_out * N), dtype=x.dtype)
    if cols.size == 0:
        return cols
    flat = np.ascontiguousarray(x).reshape(-1)
    if x.dtype == np.float64:
        x8, c8 = flat, cols
        with nogil:
            gather(&x8[0], &c8[0, 0], N, C, H, W, field_height, field_width, padding, stride, H_out, W_out)
    else:
        x4, c4 = flat, cols
        with nogil:
            gather(&x4[0], &c4[0, 0], N, C, H, W, field_height, field_width, padding, stride, H_out, W_out)
    return cols
