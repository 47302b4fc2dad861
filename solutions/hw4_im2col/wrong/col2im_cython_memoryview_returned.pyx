"""A typed view is returned."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "x"
HINT = (
    "The numbers may well be right, but what comes back is not an array: it is the typed view through which compiled "
    "code reads and writes an array, and it lacks most of what the caller needs. Look at the last thing your function "
    "does, and at which of your variables is an array and which only looks at one. Call it on a tiny matrix, print "
    "type(result), and then ask for result.sum(). Which variable in your cell owns the numbers?"
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
    return x
