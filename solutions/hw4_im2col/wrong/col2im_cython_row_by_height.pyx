"""The row number counts a row of the window as field_height pixels."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "x"
HINT = (
    "Square windows are right. For others, pixels of the window get the copies of another pixel: some rows of the "
    "matrix are read twice and some never, or rows beyond the right channel or the matrix are asked for. Look at how "
    "the row number follows from channel, row and column inside the window. Take a 2x3 window and one channel and "
    "write down your row number for each of its six pixels, left to right, top to bottom. Does every number from 0 to "
    "5 occur exactly once?"
)

# %%cython
import numpy as np


def col2im_cython(const double[:, :] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column
    padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    cdef double[:, :, :, :] x_pad = padded
    for c in range(C):
        for ii in range(field_height):
            for jj in range(field_width):
                row = c * field_width * field_height + ii * field_height + jj
                for i in range(H_out):
                    for j in range(W_out):
                        column = (i * W_out + j) * N
                        for n in range(N):
                            x_pad[n, c, i * stride + ii, j * stride + jj] += cols[row, column + n]
    return padded[:, :, padding : padding + H, padding : padding + W]
