"""The windows are counted after cutting the image to a multiple of the stride."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "x"
HINT = (
    "Where the padded size is a multiple of the stride, all is right. For some other sizes the last windows are "
    "missing, and with too few windows counted in a row, later columns are taken for the wrong place. Look at how the "
    "windows are counted, and at what happens there to pixels left over after division by the stride. Draw a row of "
    "seven pixels, a window of 3 and stride 2. Where does the last whole window begin and end, and how many windows "
    "does your count give?"
)

# %%cython
import numpy as np


def col2im_cython(const double[:, :] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    cdef int H_out = (H + 2 * padding - (H + 2 * padding) % stride - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - (W + 2 * padding) % stride - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column
    padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    cdef double[:, :, :, :] x_pad = padded
    for c in range(C):
        for ii in range(field_height):
            for jj in range(field_width):
                row = (c * field_height + ii) * field_width + jj
                for i in range(H_out):
                    for j in range(W_out):
                        column = (i * W_out + j) * N
                        for n in range(N):
                            x_pad[n, c, i * stride + ii, j * stride + jj] += cols[row, column + n]
    return padded[:, :, padding : padding + H, padding : padding + W]
