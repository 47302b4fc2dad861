# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
import numpy as np
from libc.stdlib cimport calloc, free


cdef void add_run(const double *source, double *target, int count) noexcept nogil:
    cdef int k
    for k in range(count):
        target[k] += source[k]


def col2im_cython(const double[:, ::1] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    """Raw pointers without the GIL; float64 only."""
    cdef int H_out = 1 + (H + 2 * padding - field_height) // stride
    cdef int W_out = 1 + (W + 2 * padding - field_width) // stride
    cdef Py_ssize_t c, p, q, i, j, n, y, z
    x = np.zeros((N, C, H, W))
    if x.size == 0 or cols.size == 0:
        return x
    cdef double[:, :, :, ::1] result = x
    cdef const double *source = &cols[0, 0]
    cdef double *turned = <double *> calloc(C * H * W * N, sizeof(double))
    if turned is NULL:
        raise MemoryError
    try:
        with nogil:
            for c in range(C):
                for p in range(field_height):
                    for q in range(field_width):
                        for i in range(H_out):
                            y = i * stride + p - padding
                            for j in range(W_out):
                                z = j * stride + q - padding
                                if 0 <= y < H and 0 <= z < W:
                                    add_run(source, turned + ((c * H + y) * W + z) * N, N)
                                source += N
            for n in range(N):
                for c in range(C):
                    for y in range(H):
                        for z in range(W):
                            result[n, c, y, z] = turned[((c * H + y) * W + z) * N + n]
    finally:
        free(turned)
    return x
