"""Only images of doubles are taken."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "cols"
RAISES = "ValueError"
HINT = (
    "Images of float64 come out right. An image of float32 is refused with an error about its dtype, before a single "
    "pixel is read. Look at what the cell declares about x, and about the matrix that it fills. Call it with a float32 "
    "image of one pixel and read the message: which type did it expect, and which did it get? Now read the docstring: "
    "for which types should one and the same call work?"
)

# %%cython
import numpy as np


def im2col_cython(const double[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column, y, z
    result = np.zeros((C * field_height * field_width, H_out * W_out * N))
    cdef double[:, :] cols = result
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
