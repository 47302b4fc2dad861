"""Places outside the image are written too, and bounds are not checked."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "x"
RAISES = "IndexError"
HINT = (
    "Padding 0 is right. With padding, your function writes to rows and columns that x does not have. Here an error "
    "says so; where bounds are not checked, pixels near the edges get sums that belong elsewhere, and the process may "
    "even end. Some entries of the matrix are copies of the border, and the border is no part of x. Work out the row "
    "and the column in x for the first entry of the first window with padding 1. Is there such a pixel?"
)

# %%cython
import numpy as np
cimport cython


@cython.boundscheck(False)
@cython.wraparound(False)
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
                        for n in range(N):
                            x[n, c, y, z] += cols[row, column + n]
    return result
