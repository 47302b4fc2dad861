"""The windows are counted after cutting the image to a multiple of the stride."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "cols"
HINT = (
    "For some sizes with a stride above 1 cols has too few columns: windows at the lower or right end are missing "
    "though they fit. Those that are there are correct. Look at the two numbers of windows, and at whether every pixel "
    "of the padded image had a say in them. Work out both numbers for an 8x5 image, a 3x3 window, stride 2 and padding "
    "0, by drawing and from your cell. Which of the two differs?"
)

# %%cython
import numpy as np
from cython cimport floating


def im2col_cython(const floating[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out = (H + 2 * padding - (H + 2 * padding) % stride - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - (W + 2 * padding) % stride - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    cdef floating[:, :, :, :] x_pad = padded
    result = np.zeros((C * field_height * field_width, H_out * W_out * N), dtype=padded.dtype)
    cdef floating[:, :] cols = result
    for i in range(H_out):
        for j in range(W_out):
            for n in range(N):
                column = (i * W_out + j) * N + n
                for c in range(C):
                    for ii in range(field_height):
                        for jj in range(field_width):
                            row = (c * field_height + ii) * field_width + jj
                            cols[row, column] = x_pad[n, c, i * stride + ii, j * stride + jj]
    return result
