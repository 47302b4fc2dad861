"""The whole border lies below and to the right."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "cols"
HINT = (
    "With padding 0 cols is right. With padding, all windows start too far down and to the right, on the image itself, "
    "because the zeros lie on two of its four sides only. Look at where pixel (0, 0) of the image lies once the zeros "
    "are there. Take a 1x1 image with the number 5, a 3x3 window and padding 1: cols is a single column of nine "
    "entries. In which row of it should the 5 stand, and in which row does it stand?"
)

# %%cython
import numpy as np
from cython cimport floating


def im2col_cython(const floating[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column
    padded = np.pad(x, ((0, 0), (0, 0), (0, 2 * padding), (0, 2 * padding)))
    cdef floating[:, :, :, :] x_pad = padded
    result = np.zeros((C * field_height * field_width, H_out * W_out * N), dtype=padded.dtype)
    cdef floating[:, :] cols = result
    for i in range(H_out):
        for j in range(W_out):
            for n in range(N):
                column = (i * W_out + j) * N + n
                for c in range(C):
                    for ii in range(field_height):
                        for jj in range(field_width):
                            row = (c * field_height + ii) * field_width + jj
                            cols[row, column] = x_pad[n, c, i * stride + ii, j * stride + jj]
    return result
