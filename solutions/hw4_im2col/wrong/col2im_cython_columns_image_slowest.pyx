"""The columns are read as if all windows of one image came first."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "x"
HINT = (
    "One image alone is right. With more of them, copies end up in a wrong image and at a wrong place, in the right "
    "channel. Look at how you find the column that belongs to a window of an image, and at the order of the columns in "
    "im2col's layout: which of output row, output column and image changes fastest? Try two images of 2x2, a 1x1 "
    "window, stride 1, padding 0, and a matrix of one row with the numbers 0 to 7. To which image should the 1 go, and "
    "where does yours go?"
)

# %%cython
import numpy as np


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
                        column = i * W_out + j
                        y = i * stride + ii - padding
                        z = j * stride + jj - padding
                        if y < 0 or y >= H or z < 0 or z >= W:
                            continue
                        for n in range(N):
                            x[n, c, y, z] += cols[row, n * H_out * W_out + column]
    return result
