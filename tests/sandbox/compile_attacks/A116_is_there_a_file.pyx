cdef extern from *:
    """
    #if __has_include("{secret}")
    #error there
    #endif
    """
def f():
    return 1
