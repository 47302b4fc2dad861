"""The number of windows across is worked out from the height and the other way round."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "cols"
HINT = (
    "Square images are right. With most other images the windows are counted as if the image lay on its side: cols has "
    "the wrong shape, or the right one with windows in the wrong columns. Look at which sizes each of your two numbers "
    "of windows is worked out from. Take a 3x5 image, a 2x2 window and padding 0, and count by drawing: how many "
    "windows fit downwards, how many across, and which two numbers does your cell get?"
)

# %%cython
import numpy as np
from cython cimport floating


def im2col_cython(const floating[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out = (W + 2 * padding - field_height) // stride + 1
    cdef int W_out = (H + 2 * padding - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column, y, z
    dtype = np.float32 if floating is float else np.float64
    result = np.zeros((C * field_height * field_width, H_out * W_out * N), dtype=dtype)
    cdef floating[:, :] cols = result
    for c in range(C):
        for ii in range(field_height):
            for jj in range(field_width):
                row = (c * field_height + ii) * field_width + jj
                for i in range(H_out):
                    y = i * stride + ii - padding
                    for j in range(W_out):
                        z = j * stride + jj - padding
                        column = (i * W_out + j) * N
                        if 0 <= y < H and 0 <= z < W:
                            for n in range(N):
                                cols[row, column + n] = x[n, c, y, z]
    return result
