import numpy as np


def row_sums(x):
    """Add up every row, in compiled code.

    Args:
        x: array, (N, M), float64; it may be read-only.

    Returns:
        out: array, (N,), float64.
    """
    cdef const double[:, :] rows = x
    cdef double[::1] out = np.zeros(len(x))
    cdef Py_ssize_t i, j
    for i in range(rows.shape[0]):
        for j in range(rows.shape[1]):
            out[i] += rows[i, j]
    return np.asarray(out)
