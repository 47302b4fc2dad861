import numpy as np
cdef extern from *:
    """
    #include <Python.h>
    static PyObject *both(void) { PyErr_SetString(PyExc_MemoryError, "4711"); return PyLong_FromLong(1); }
    """
    object both()


def row_sums(x):
    return both()
