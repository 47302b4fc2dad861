cdef extern from "/dev/stdin":
    pass
