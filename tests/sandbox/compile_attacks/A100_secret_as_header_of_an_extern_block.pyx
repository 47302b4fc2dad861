cdef extern from "{secret}":
    pass
