import numpy as np
cimport cython


cdef class Sum:
    """Images that columns are added to."""
    cdef double[:, :, :, ::1] x
    cdef Py_ssize_t padding, stride

    def __cinit__(self, shape, padding, stride):
        self.x = np.zeros(shape)
        self.padding = padding
        self.stride = stride

    @cython.boundscheck(False)
    @cython.wraparound(False)
    cdef void add(self, const double[:, :, :] part, Py_ssize_t c, Py_ssize_t p, Py_ssize_t q) noexcept:
        cdef Py_ssize_t i, j, n, y, z
        for i in range(part.shape[0]):
            y = i * self.stride + p - self.padding
            if y < 0 or y >= self.x.shape[2]:
                continue
            for j in range(part.shape[1]):
                z = j * self.stride + q - self.padding
                if z < 0 or z >= self.x.shape[3]:
                    continue
                for n in range(part.shape[2]):
                    self.x[n, c, y, z] += part[i, j, n]

    def result(self):
        return np.asarray(self.x)


def col2im_cython(cols, N, C, H, W, field_height, field_width, padding, stride):
    """Add the rows of the matrix to the images, one after the other; any dtype is worked out in double."""
    cdef Sum total = Sum((N, C, H, W), padding, stride)
    H_out = (H + 2 * padding - field_height) // stride + 1
    W_out = (W + 2 * padding - field_width) // stride + 1
    rows = iter(cols.astype(np.float64).reshape(-1, H_out, W_out, N))
    for c in range(C):
        for p in range(field_height):
            for q in range(field_width):
                total.add(next(rows), c, p, q)
    return total.result().astype(cols.dtype)
