import numpy as np


def relu(x):
    return 0


def smooth(x, w):
    return 0


def np_(x):
    return 0


submission = numpy = cell_1 = 0

def row_sums(x):
    cdef const double[:, :] rows = x
    out = np.zeros(rows.shape[0])
    cdef double[:] total = out
    cdef Py_ssize_t i, j
    for i in range(rows.shape[0]):
        for j in range(rows.shape[1]):
            total[i] += rows[i, j]
    return out
