"""A variable is declared inside a loop."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "compile"
HINT = (
    "The cell does not compile, so nothing in it has run yet: Cython says that a cdef statement stands where none may "
    "stand. The name and the type in that line are not the trouble; its place is. Look at what the line is inside of, "
    "by its indentation, and compare it with the declarations that Cython accepts. Which statements lie around this "
    "one and not around the others?"
)

# %%cython
import numpy as np
from cython cimport floating


def im2col_cython(const floating[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, column, y, z
    dtype = np.float32 if floating is float else np.float64
    result = np.zeros((C * field_height * field_width, H_out * W_out * N), dtype=dtype)
    cdef floating[:, :] cols = result
    for c in range(C):
        for ii in range(field_height):
            for jj in range(field_width):
                cdef int row = (c * field_height + ii) * field_width + jj
                for i in range(H_out):
                    y = i * stride + ii - padding
                    for j in range(W_out):
                        z = j * stride + jj - padding
                        column = (i * W_out + j) * N
                        if 0 <= y < H and 0 <= z < W:
                            for n in range(N):
                                cols[row, column + n] = x[n, c, y, z]
    return result
