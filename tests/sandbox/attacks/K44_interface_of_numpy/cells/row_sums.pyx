import numpy as np

cimport numpy as cnp
from libc.stdlib cimport free, malloc

cnp.import_array()


def row_sums(cnp.ndarray[double, ndim=2, mode="c"] x):
    cdef Py_ssize_t i, j, N = x.shape[0], M = x.shape[1]
    cdef double* total = <double*> malloc(N * sizeof(double))
    for i in range(N):
        total[i] = 0
        for j in range(M):
            total[i] += x[i, j]
    out = np.array([total[i] for i in range(N)])
    free(total)
    return out
