"""The image is filled and never returned."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "x"
HINT = (
    "Every call gives None, so there is nothing to compare. The work may be done, but its result never leaves the "
    "function. Look at the end of your function: which array holds the sums when the last copy has been added, and how "
    "does the caller get to see it? Make a tiny matrix, call your function in a cell of its own and print what the "
    "call gives. What does a Python function give back when it reaches its end?"
)

# %%cython
import numpy as np


def col2im_cython(const double[:, :] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column, y, z
    result = np.zeros((N, C, H, W))
    cdef double[:, :, :, :] x = result
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
                            x[n, c, y, z] += cols[row, column + n]
