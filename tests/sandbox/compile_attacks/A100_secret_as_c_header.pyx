cdef extern from *:
    """
    #include "{secret}"
    """
