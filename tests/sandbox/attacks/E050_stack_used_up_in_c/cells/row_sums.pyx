import numpy as np
cdef extern from *:
    """
    static int deeper(int k) { volatile char room[4096]; room[0] = k; return deeper(k + 1) + room[0]; }
    """
    int deeper(int k)


def row_sums(x):
    deeper(0)
