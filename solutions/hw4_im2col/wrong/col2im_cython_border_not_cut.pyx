"""The border is still on the result."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "x"
HINT = (
    "The sums are right, but for padding above 0 the result is larger than the image: it still has the border around "
    "it. Look at the shape of what you return and compare it with the docstring, where H and W are the sizes without "
    "padding. Try one image of 2x2 with padding 1 and print the shape. Which rows and columns of it belong to the "
    "image, and what do the sums in the other ones belong to?"
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
    return padded
