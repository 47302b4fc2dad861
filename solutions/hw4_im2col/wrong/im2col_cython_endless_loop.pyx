"""A while loop never moves on when it meets the border."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "cols"
HINT = (
    "With padding 0 the call ends and cols is right. As soon as there is padding, the call never comes back: it meets "
    "the first place outside the image and stays there. Look at what your code does at such a place, and at the "
    "counter that should bring it to the next one. Follow it by hand for a 1x1 image, a 3x3 window and padding 1. "
    "After the first place, which counter has moved on?"
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
                    j = 0
                    while j < W_out:
                        z = j * stride + jj - padding
                        column = (i * W_out + j) * N
                        if y < 0 or y >= H or z < 0 or z >= W:
                            continue
                        for n in range(N):
                            cols[row, column + n] = x[n, c, y, z]
                        j += 1
    return result
