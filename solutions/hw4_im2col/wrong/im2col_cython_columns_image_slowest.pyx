"""All windows of the first image come before those of the second."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "cols"
HINT = (
    "One image comes out right, but in a batch the correct windows stand in the wrong order: those of each image lie "
    "side by side in one block. Look at how the number of a column follows from the image and the position of the "
    "window. Take three images of 1x2 pixels, a 1x1 window and padding 0, so that cols has six columns. Write under "
    "each the image and the pixel that the docstring puts there. After how many columns does the same image come "
    "again?"
)

# %%cython
import numpy as np
from cython cimport floating


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
                column = (n * H_out + i) * W_out + j
                for c in range(C):
                    for ii in range(field_height):
                        for jj in range(field_width):
                            row = (c * field_height + ii) * field_width + jj
                            cols[row, column] = x_pad[n, c, i * stride + ii, j * stride + jj]
    return result
