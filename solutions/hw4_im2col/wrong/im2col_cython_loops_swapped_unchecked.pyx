"""The loops over the window run to the other's size, and bounds are not checked."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "cols"
HINT = (
    "Square windows are right. With a window that is not square the cell visits places outside the window, and soon an "
    "index runs out of its array; where indices are not checked, wrong numbers or a crash follow. Look at how far you "
    "go down and how far across inside one window. Take a window of 3 rows and 2 columns, and list the six places "
    "(row, column) that your cell visits. Which of them lie outside the window?"
)

# %%cython
import numpy as np
cimport cython
from cython cimport floating


@cython.boundscheck(False)
@cython.wraparound(False)
def im2col_cython(const floating[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    cdef floating[:, :, :, :] x_pad = padded
    result = np.zeros((C * field_height * field_width, H_out * W_out * N), dtype=padded.dtype)
    cdef floating[:, :] cols = result
    for i in range(H_out):
        for j in range(W_out):
            for n in range(N):
                column = (i * W_out + j) * N + n
                for c in range(C):
                    for ii in range(field_width):
                        for jj in range(field_height):
                            row = (c * field_height + ii) * field_width + jj
                            cols[row, column] = x_pad[n, c, i * stride + ii, j * stride + jj]
    return result
