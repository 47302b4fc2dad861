"""The sizes are worked out with / and stored in ints."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "compile"
HINT = (
    "The cell does not compile: Cython refuses to put a number that may have a fraction into a variable declared for "
    "whole numbers. Look at the line that the message names, and go through its right side: which operation gives a "
    "number of another kind than it was given? Try 7 / 2 and 6 / 2 in Python, and look at the type of the results too. "
    "What kind of number must a count of windows be, and what happens to pixels that are left over?"
)

# %%cython
import numpy as np
from cython cimport floating


def im2col_cython(const floating[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out = (H + 2 * padding - field_height) / stride + 1
    cdef int W_out = (W + 2 * padding - field_width) / stride + 1
    cdef int n, c, ii, jj, i, j, row, column, y, z
    dtype = np.float32 if floating is float else np.float64
    result = np.zeros((C * field_height * field_width, H_out * W_out * N), dtype=dtype)
    cdef floating[:, :] cols = result
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
