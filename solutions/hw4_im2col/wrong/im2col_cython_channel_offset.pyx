"""The rows of a channel begin where the last but one ends."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "cols"
HINT = (
    "With one channel cols is right. With several, the channels lie partly on top of each other, unless the window is "
    "one pixel wide: a later channel overwrites rows of the one before, and the last rows stay zero. Look at the row "
    "in which each channel begins. Take a 2x3 window and three channels, and write down the row of the top left pixel "
    "of the window for channel 0, 1 and 2. How many rows lie between two channels, and how many does one channel need?"
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
                row = c * field_height + ii * field_width + jj
                for i in range(H_out):
                    y = i * stride + ii - padding
                    for j in range(W_out):
                        z = j * stride + jj - padding
                        column = (i * W_out + j) * N
                        if 0 <= y < H and 0 <= z < W:
                            for n in range(N):
                                cols[row, column + n] = x[n, c, y, z]
    return result
