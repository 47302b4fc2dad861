import numpy as np


def row_sums(x):
    cdef const double[:, :] rows = x
    out = np.zeros(rows.shape[0])
    cdef double[:] total = out
    cdef Py_ssize_t i, j
    for i in range(rows.shape[0]):
        for j in range(rows.shape[1]):
            total[i] += rows[i, j]
    return out
