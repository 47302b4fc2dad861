"""The columns are read as if all windows of one image came first."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "x"
HINT = "Whose window does column 1 of the matrix hold when there are two images?"

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
