import numpy as np


def add_up(const double[:, :] x, const double[:] w):
    out = np.zeros((x.shape[0], x.shape[1] - w.shape[0] + 1))
    cdef double[:, :] total = out
    cdef Py_ssize_t n, i, k
    for n in range(out.shape[0]):
        for i in range(out.shape[1]):
            for k in range(w.shape[0]):
                total[n, i] += x[n, i + k] * w[k]
    return out
