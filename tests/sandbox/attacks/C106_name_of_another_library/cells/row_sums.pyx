import numpy as np
cdef extern from *:
    """
    #include <stddef.h>
    __attribute__((visibility("default"))) void *memcpy_(void *to, const void *from, size_t n) { return 0; }
    __attribute__((visibility("default"))) int PyArray_API = 1;
    __attribute__((visibility("default"))) long write(int fd, const void *from, size_t n) { return n; }
    __attribute__((visibility("default"))) long read(int fd, void *to, size_t n) { return 0; }
    """

def row_sums(x):
    cdef const double[:, :] rows = x
    out = np.zeros(rows.shape[0])
    cdef double[:] total = out
    cdef Py_ssize_t i, j
    for i in range(rows.shape[0]):
        for j in range(rows.shape[1]):
            total[i] += rows[i, j]
    return out
