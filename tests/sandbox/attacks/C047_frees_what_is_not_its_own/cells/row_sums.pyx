import numpy as np

from libc.stdlib cimport free



def row_sums(x):
    out = np.add.reduce(x, 1)
    cdef const double[:, :] rows = x
    free(<void*> &rows[0, 0])
    return out
