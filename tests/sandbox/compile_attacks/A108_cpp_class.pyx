cdef cppclass Thing:
    int value
