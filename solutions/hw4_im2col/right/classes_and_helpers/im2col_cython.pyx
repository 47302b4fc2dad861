import numpy as np
from cython cimport floating


cdef class Windows:
    cdef readonly Py_ssize_t N, C, H, W, height, width, padding, stride, H_out, W_out

    def __init__(self, shape, height, width, padding, stride):
        self.N, self.C, self.H, self.W = shape[0], shape[1], shape[2], shape[3]
        self.height, self.width, self.padding, self.stride = height, width, padding, stride
        self.H_out = (self.H + 2 * padding - height) // stride + 1
        self.W_out = (self.W + 2 * padding - width) // stride + 1

    @property
    def shape(self):
        return self.C * self.height * self.width, self.H_out * self.W_out * self.N

    cdef inline Py_ssize_t row(self, Py_ssize_t c, Py_ssize_t p, Py_ssize_t q) noexcept nogil:
        return (c * self.height + p) * self.width + q

    cdef inline Py_ssize_t column(self, Py_ssize_t i, Py_ssize_t j, Py_ssize_t n) noexcept nogil:
        return (i * self.W_out + j) * self.N + n

    cdef inline bint inside(self, Py_ssize_t y, Py_ssize_t z) noexcept nogil:
        return 0 <= y < self.H and 0 <= z < self.W


cdef copy(Windows at, const floating[:, :, :, :] x, floating[:, :] cols):
    cdef Py_ssize_t n, c, p, q, i, j, y, z
    for n in range(at.N):
        for c in range(at.C):
            for i in range(at.H_out):
                for j in range(at.W_out):
                    for p in range(at.height):
                        for q in range(at.width):
                            y, z = i * at.stride + p - at.padding, j * at.stride + q - at.padding
                            if at.inside(y, z):
                                cols[at.row(c, p, q), at.column(i, j, n)] = x[n, c, y, z]


def im2col_cython(const floating[:, :, :, :] x, field_height, field_width, padding, stride):
    """An extension class knows the layout."""
    at = Windows(np.shape(x), field_height, field_width, padding, stride)
    cols = np.zeros(at.shape, dtype=np.asarray(x).dtype)
    copy[floating](at, x, cols)
    return cols
