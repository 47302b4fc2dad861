"""The matrix is float64 whatever x is."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "cols"
HINT = (
    "All values are right, but cols is float64 even when x is float32. That takes twice the memory, and the docstring "
    "asks for x's dtype. Look at the step that makes the matrix, and at what its dtype depends on there. Call the cell "
    "with one image as float32 and then as float64, and print the dtype of both results. Where in the cell could the "
    "first call turn out differently from the second?"
)

# %%cython
import numpy as np
from cython cimport floating


def im2col_cython(const floating[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column, y, z
    result = np.zeros((C * field_height * field_width, H_out * W_out * N))
    cdef double[:, :] cols = result
    for c in range(C):
        for ii in range(field_height):
            for jj in range(field_width):
                row = (c * field_height + ii) * field_width + jj
                for i in range(H_out):
                    y = i * stride + ii - padding
                    for j in range(W_out):
                        z = j * stride + jj - padding
                        column = (i * W_out + j) * N
                        if 0 <= y < H and 0 <= z < W:
                            for n in range(N):
                                cols[row, column + n] = x[n, c, y, z]
    return result
