"""The images must be writable."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "cols"
RAISES = "ValueError"
HINT = (
    "All values are right as long as x may be written to. A read-only x is refused with an error before the first "
    "pixel is read, although the docstring allows it. Look at the declaration of x, and at what it claims that the "
    "cell is going to do with x. Make an image read-only with x.flags.writeable = False, call the cell and read the "
    "message. Does your code ever write to x, and how could Cython know?"
)

# %%cython
import numpy as np
from cython cimport floating


def im2col_cython(floating[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
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
                        if 0 <= y < H and 0 <= z < W:
                            for n in range(N):
                                cols[row, column + n] = x[n, c, y, z]
    return result
