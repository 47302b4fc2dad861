"""Memory is asked for and the answer is thrown away."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "x"
HINT = (
    "There is no value to show: the process was ended by a memory fault in the call. This happens when compiled code "
    "reads or writes at an address that is not its own. Look at each piece of memory that you ask for yourself, and at "
    "the variable through which you use it: when is the address put into that variable? For a pointer p, "
    "print(<size_t>p) just before its first use shows the address. Is it one that somebody gave you, or 0?"
)

# %%cython
import numpy as np
from libc.stdlib cimport malloc


def col2im_cython(const double[:, :] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column, y, z
    result = np.zeros((N, C, H, W))
    cdef double[:, :, :, :] x = result
    cdef double *window = NULL
    malloc(field_height * field_width * sizeof(double))
    for c in range(C):
        for ii in range(field_height):
            for jj in range(field_width):
                row = (c * field_height + ii) * field_width + jj
                for i in range(H_out):
                    for j in range(W_out):
                        column = (i * W_out + j) * N
                        y = i * stride + ii - padding
                        z = j * stride + jj - padding
                        if y < 0 or y >= H or z < 0 or z >= W:
                            continue
                        for n in range(N):
                            window[ii * field_width + jj] = cols[row, column + n]
                            x[n, c, y, z] += window[ii * field_width + jj]
    return result
