"""Height and width of the image change places when the windows are counted."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "x"
HINT = (
    "Square images are right. For others the windows are counted the wrong way round, as many across as there should "
    "be down, so the columns of the matrix are taken for windows at the wrong places. Look at the two counts, and at "
    "which sizes of the image and of the window each one is made from. Take an image of 4x7 with a 2x2 window, stride "
    "1, padding 0. How many windows lie side by side, how many below each other, and what do your two counts say?"
)

# %%cython
import numpy as np


def col2im_cython(const double[:, :] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    cdef int H_out = (W + 2 * padding - field_height) // stride + 1
    cdef int W_out = (H + 2 * padding - field_width) // stride + 1
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
                        if y < 0 or y >= H or z < 0 or z >= W:
                            continue
                        for n in range(N):
                            x[n, c, y, z] += cols[row, column + n]
    return result
