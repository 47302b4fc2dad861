"""The loop over the rows of windows runs once too often, and bounds are not checked."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "cols"
RAISES = "IndexError"
HINT = (
    "Every call leaves its arrays: after the last row of windows the cell starts on one more, whose columns do not "
    "exist. Where indices are not checked this may pass unseen, or crash later and somewhere else. Look at how many "
    "rows of windows you visit. Take one 2x2 image, a 1x1 window and padding 0: cols has four columns, 0 to 3. If you "
    "list the columns that your cell writes to in order, which one is the last?"
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
    for i in range(H_out + 1):
        for j in range(W_out):
            for n in range(N):
                column = (i * W_out + j) * N + n
                for c in range(C):
                    for ii in range(field_height):
                        for jj in range(field_width):
                            row = (c * field_height + ii) * field_width + jj
                            cols[row, column] = x_pad[n, c, i * stride + ii, j * stride + jj]
    return result
