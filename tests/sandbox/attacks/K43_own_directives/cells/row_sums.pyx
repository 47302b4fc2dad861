# cython: boundscheck=False, cdivision=True
import numpy as np

cimport cython
from cython cimport floating


cdef class Counter:
    cdef public int calls


COUNTER = Counter()


@cython.wraparound(False)
cdef double total(const floating[:] row) noexcept nogil:
    cdef double found = 0
    cdef Py_ssize_t j
    for j in range(row.shape[0]):
        found += row[j]
    return found


cpdef row_sums(x):
    COUNTER.calls += 1
    cdef const double[:, :] rows = x
    return np.array([total[double](rows[i]) for i in range(len(x))])
