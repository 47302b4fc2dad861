cdef extern from *:
    """
    _Pragma("GCC dependency \\"@COURSE@/secret.key\\" STAMP_OF_A_FILE")
    """

def helper(x):
    return x
