"""The sums begin with whatever was in memory."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "x"
CHANCE = True  # other numbers in every run
HINT = (
    "Each pixel is wrong by an amount that does not come from cols: what was in memory before has got into the sums. "
    "The amount may change from one call to the next, and a lucky call may even be right. Look at what each pixel "
    "holds before its first copy is added, and at what the way you make the array promises about that. Feed a matrix "
    "of zeros, more than once. What should every pixel be, and what do you find?"
)

# %%cython
import numpy as np


def col2im_cython(const double[:, :] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column, y, z
    scratch = np.full((N, C, H, W), 7.0)
    del scratch
    result = np.empty((N, C, H, W))
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
