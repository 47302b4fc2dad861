"""The step is taken sideways and left out downwards."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "x"
HINT = (
    "Stride 1 is right. For larger strides every copy lands in the right column, but only the first row of windows "
    "lands in the right rows; the later ones come out too high in the image. Look at how the row of a pixel follows "
    "from the number of its window and its place inside the window, and compare it with how its column does. Take a "
    "1x1 window, stride 2, padding 0 on a 5x5 image. Which pixel does the window in output row 1, output column 0 look "
    "at?"
)

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
                        column = (i * W_out + j) * N
                        y = i + ii - padding
                        z = j * stride + jj - padding
                        if y < 0 or y >= H or z < 0 or z >= W:
                            continue
                        for n in range(N):
                            x[n, c, y, z] += cols[row, column + n]
    return result
