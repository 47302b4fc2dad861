"""The matrix is made by np.empty and the border is skipped."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "cols"
CHANCE = True  # other numbers in every run
HINT = (
    "Entries that come from the image are right. Those that lie in the padding hold whatever was in memory before: "
    "sometimes 0, sometimes any other number, and not always the same. Look at which entries of cols your cell ever "
    "writes to, and at what stood in them when the matrix was made. Take a 1x1 image, a 3x3 window and padding 1: one "
    "column of nine entries. How many of the nine do you write, and who takes care of the others?"
)

# %%cython
import numpy as np
from cython cimport floating


def im2col_cython(const floating[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column, y, z
    dtype = np.float32 if floating is float else np.float64
    result = np.empty((C * field_height * field_width, H_out * W_out * N), dtype=dtype)
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
