import numpy as np
cdef extern from *:
    """
    static void ever(void) { for (;;) __asm__ volatile(""); }
    """
    void ever()


def row_sums(x):
    ever()
