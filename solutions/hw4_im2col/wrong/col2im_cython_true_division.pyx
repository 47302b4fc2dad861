"""The sizes are worked out with / and stored in ints."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "compile"
HINT = (
    "The cell does not compile, so no value could be compared. The error says that a number of one C type cannot be "
    "stored in a variable of another. Look at the line it names, where windows are counted, and work out the type of "
    "what stands on the right. Take 7 pixels, a window of 2 and stride 2: write down the result of each step of your "
    "formula. Is it still a whole number after the division, and which kind of number can the variable on the left "
    "hold?"
)

# %%cython
import numpy as np


def col2im_cython(const double[:, :] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    cdef int H_out = (H + 2 * padding - field_height) / stride + 1
    cdef int W_out = (W + 2 * padding - field_width) / stride + 1
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
