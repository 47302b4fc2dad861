"""Each pixel gets the mean of its copies."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "x"
HINT = (
    "Pixels that lie in one window only are right. A pixel that lies in several windows is too small by exactly the "
    "number of those windows: it holds the mean of its copies. Compare with the docstring: what should a pixel get "
    "from its copies? Try one 3x3 image, 2x2 windows, stride 1, padding 0, and a matrix of ones. How many copies does "
    "each of the nine pixels have, what does your result say, and at which step do the two part?"
)

# %%cython
import numpy as np


def col2im_cython(const double[:, :] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column, y, z
    result = np.zeros((N, C, H, W))
    counts = np.zeros((H, W))
    cdef double[:, :, :, :] x = result
    cdef double[:, :] count = counts
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
                        count[y, z] += 1
                        for n in range(N):
                            x[n, c, y, z] += cols[row, column + n]
    return result / np.maximum(counts / C, 1)
