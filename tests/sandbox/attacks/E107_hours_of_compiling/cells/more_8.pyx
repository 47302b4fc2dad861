# 8
import numpy as np
cdef extern from *:
    """
    #define A ; ; ; ; ; ; ; ; ; ;
    #define B A A A A A A A A A A
    #define C B B B B B B B B B B
    #define D C C C C C C C C C C
    #define E D D D D D D D D D D
    #define F E E E E E E E E E E
    #define G F F F F F F F F F F
    #define H G G G G G G G G G G
    #define I H H H H H H H H H H
    #define J I I I I I I I I I I
    #define K J J J J J J J J J J
    K
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
