cdef extern from *:
    """
    #include __FILE__
    """
