"""A later window overwrites what an earlier one put there."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "x"
HINT = (
    "Pixels that lie in one window only are right, but a pixel that lies in several windows has just one of its "
    "copies, as if the others had never been there. Look at the moment when a copy arrives at a pixel that has "
    "received one before: what becomes of the earlier one? Try one 3x3 image, 2x2 windows, stride 1, padding 0 and a "
    "matrix of ones. The middle pixel has four copies. What should it hold, and what does yours hold?"
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
                row = (c * field_height + ii) * field_width + jj
                for i in range(H_out):
                    for j in range(W_out):
                        column = (i * W_out + j) * N
                        for n in range(N):
                            x_pad[n, c, i * stride + ii, j * stride + jj] = cols[row, column + n]
    return padded[:, :, padding : padding + H, padding : padding + W]
