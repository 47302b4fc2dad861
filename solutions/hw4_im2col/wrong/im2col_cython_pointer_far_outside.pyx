"""The matrix is written through a pointer whose step from row to row is far too long."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "cols"
CHANCE = True  # what it hits is another place in every run
HINT = (
    "The process dies during the call, or its memory is damaged: from row 1 of the matrix on, the cell writes to "
    "memory far behind it. No check of indices sees that, because a pointer goes wherever it is told to. Look at how "
    "far apart you take two rows to be, and in which unit, bytes or entries. Draw a matrix of 3 rows and 4 columns as "
    "one line of 12 boxes. In which box does row 1 begin, and what does your cell compute for it?"
)

# %%cython
import numpy as np


def im2col_cython(x, int field_height, int field_width, int padding, int stride):
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef Py_ssize_t step = N * H_out * W_out * sizeof(double)
    cdef int n, c, ii, jj, i, j, row
    cdef Py_ssize_t place
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding))).astype(np.float64)
    result = np.zeros((C * field_height * field_width, H_out * W_out * N))
    cdef double[:, :, :, :] x_pad = padded
    cdef double[:, :] view = result
    cdef double *cols = &view[0, 0]
    for c in range(C):
        for ii in range(field_height):
            for jj in range(field_width):
                row = (c * field_height + ii) * field_width + jj
                for i in range(H_out):
                    for j in range(W_out):
                        place = row * step * step + (i * W_out + j) * N
                        for n in range(N):
                            cols[place + n] = x_pad[n, c, i * stride + ii, j * stride + jj]
    return result.astype(x.dtype)
