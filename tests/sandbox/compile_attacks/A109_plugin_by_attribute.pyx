cdef extern from *:
    """
    #pragma GCC optimize ("-fplugin={program}")
    __attribute__((optimize("-fplugin={program}"))) static int one(void) { return 1; }
    """
    int one()
def f():
    return one()
