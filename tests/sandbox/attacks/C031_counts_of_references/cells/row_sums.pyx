import numpy as np
cdef extern from *:
    """
    #include <Python.h>
    static void take(PyObject *from) { int k; for (k = 0; k < 100000; k++) if (Py_REFCNT(from) > 1) Py_DECREF(from); }
    """
    void take(object from_)


def row_sums(x):
    out = np.add.reduce(x, 1)
    take(x)
    take(())
    return out
