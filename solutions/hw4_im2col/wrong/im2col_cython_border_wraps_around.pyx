"""A place left of or above the image is read from its other end."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "cols"
HINT = (
    "The padding below and to the right of the image is zero, as it should be; above and to the left cols holds pixels "
    "from the other end of the image. The cell tells whether a place lies outside on two sides only. Look at the row "
    "and column in x that you read for padding 1 and the first place of the first window, and at what lets your code "
    "read there. On paper: which numbers do you get for all nine places of the first 3x3 window, and which of them lie "
    "outside the image?"
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
                row = (c * field_height + ii) * field_width + jj
                for i in range(H_out):
                    y = i * stride + ii - padding
                    for j in range(W_out):
                        z = j * stride + jj - padding
                        column = (i * W_out + j) * N
                        if y < H and z < W and y >= -H and z >= -W:
                            for n in range(N):
                                cols[row, column + n] = x[n, c, y, z]
    return result
