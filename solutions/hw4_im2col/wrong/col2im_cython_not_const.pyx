"""The matrix must be writable."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "x"
RAISES = "ValueError"
HINT = (
    "Where the matrix may be written to, all is right; where it is read-only, the call fails before the first line of "
    "your code, with a message about the buffer. The docstring says that cols may be read-only. Look at how you "
    "declare the argument: such a declaration is also a promise of what you will do with the data. Set "
    "cols.flags.writeable = False and call your function. Do you ever write to cols, and does your declaration say so?"
)

# %%cython
import numpy as np


def col2im_cython(double[:, :] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column
    padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    cdef double[:, :, :, :] x_pad = padded
    for c in range(C):
        for ii in range(field_height):
            for jj in range(field_width):
                row = (c * field_height + ii) * field_width + jj
                for i in range(H_out):
                    for j in range(W_out):
                        column = (i * W_out + j) * N
                        for n in range(N):
                            x_pad[n, c, i * stride + ii, j * stride + jj] += cols[row, column + n]
    return padded[:, :, padding : padding + H, padding : padding + W]
