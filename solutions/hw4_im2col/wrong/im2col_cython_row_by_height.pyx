"""The row number counts a row of the window as field_height pixels."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "cols"
HINT = (
    "Square windows are right. With other windows, pixels are written to the wrong rows of cols: some land on each "
    "other when the window is wide, and the rows run out when it is tall. Look at how many rows of cols you move on "
    "when you go down by one row in the window. Draw a window of 3 rows and 2 columns and number its pixels in the "
    "order of the docstring; then write your own row numbers beside them. At which pixel do the two part?"
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
    result = np.zeros((C * field_height * field_width, H_out * W_out * N), dtype=dtype)
    cdef floating[:, :] cols = result
    for c in range(C):
        for ii in range(field_height):
            for jj in range(field_width):
                row = c * field_width * field_height + ii * field_height + jj
                for i in range(H_out):
                    y = i * stride + ii - padding
                    for j in range(W_out):
                        z = j * stride + jj - padding
                        column = (i * W_out + j) * N
                        if 0 <= y < H and 0 <= z < W:
                            for n in range(N):
                                cols[row, column + n] = x[n, c, y, z]
    return result
