"""The step is taken downwards and left out sideways."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "cols"
HINT = (
    "With stride 1 cols is right. With larger strides the windows go down the image in correct steps, but across they "
    "creep on too slowly. Look at the two numbers that say which pixel of x is read, one for its row and one for its "
    "column, and read them side by side. Take a 1x5 image with the numbers 1 to 5, a 1x1 window, stride 2 and padding "
    "0. Which three numbers should cols hold, and which of them do you get?"
)

# %%cython
import numpy as np
from cython cimport floating


def im2col_cython(const floating[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
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
                        z = j + jj - padding
                        column = (i * W_out + j) * N
                        if 0 <= y < H and 0 <= z < W:
                            for n in range(N):
                                cols[row, column + n] = x[n, c, y, z]
    return result
