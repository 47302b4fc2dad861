cdef extern from *:
    """
    static char huge[1ull << 33] = {1};
    char *touch(void) { return huge; }
    """
    char *touch()
def f():
    return touch()[0]
