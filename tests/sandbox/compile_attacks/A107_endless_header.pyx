cdef extern from "/dev/zero":
    pass
