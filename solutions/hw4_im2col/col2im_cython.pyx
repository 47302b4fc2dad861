# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
import numpy as np

from cython cimport floating
from libc.string cimport memset

# The way of im2col backwards: the sums of one channel are gathered in turned, where turned[y, q, n] belongs to pixel
# (y, w) of image n, q = place[w], and then handed to the images. The columns that one tap of the window adds to,
# `stride` apart, stand side by side there, so that with any stride an output row of N images is one run.


cdef void add_runs(floating *total, const floating **runs, Py_ssize_t count, Py_ssize_t length) noexcept:
    """Add runs to total, as many as three in one pass: total is the only one that is read and written."""
    cdef const floating *a
    cdef const floating *b
    cdef const floating *c
    cdef Py_ssize_t k
    while count > 0:
        a, b, c = runs[0], runs[1], runs[2]
        if count == 1:
            for k in range(length):
                total[k] += a[k]
        elif count == 2:
            for k in range(length):
                total[k] += a[k] + b[k]
        else:
            for k in range(length):
                total[k] += a[k] + b[k] + c[k]
        runs += 3
        count -= 3
