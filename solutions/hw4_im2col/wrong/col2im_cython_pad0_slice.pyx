"""The border is cut off by a slice that ends at -padding."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "x"
HINT = (
    "With padding above 0 all is right. With padding 0 the result is empty: its height and width are 0. The sums are "
    "there before; look at the step that cuts the border off, and work out where it begins and where it ends when "
    "there is no border to cut. Take a list of three numbers, a, on paper or in a cell, and write down a[1:-1], then "
    "a[0:-0]. What does Python take -0 to be?"
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
                            x_pad[n, c, i * stride + ii, j * stride + jj] += cols[row, column + n]
    return padded[:, :, padding:-padding, padding:-padding]
