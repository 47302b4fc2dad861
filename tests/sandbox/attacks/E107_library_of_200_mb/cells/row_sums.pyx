import numpy as np
cdef extern from *:
    """
    static char much[200u << 20] = {1};
    static char *touch(void) { return much; }
    """
    char* touch()


def row_sums(x):
    return touch()[0]
