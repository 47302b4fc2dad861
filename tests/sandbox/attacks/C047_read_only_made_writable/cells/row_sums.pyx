import numpy as np


def row_sums(x):
    cdef const double[:, :] rows = x
    cdef double* at = <double*> &rows[0, 0]
    out = np.add.reduce(x, 1)
    at[0] = 2 * at[0] + 1
    return out
