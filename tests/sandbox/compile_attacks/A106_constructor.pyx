cdef extern from *:
    """
    #include <stdlib.h>
    __attribute__((constructor)) static void at_load(void) { abort(); }
    """
def f():
    return 1
