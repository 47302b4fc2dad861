"""The argument is declared by a NumPy type that the cell does not know at compile time."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "compile"
HINT = (
    "The cell does not compile: the type in front of x is a name that Cython does not know at the time when it "
    "compiles. Names can come into a cell in two ways, one for the time of compiling and one for the time of running. "
    "Look at how the name in the message came in. Make two lists for your cell: names that are needed to compile it, "
    "and names that are needed only when it runs. On which list does the type of x belong?"
)

# %%cython
import numpy as np


def im2col_cython(np.ndarray[np.float64_t, ndim=4] x, int field_height, int field_width, int padding, int stride):
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    cdef double[:, :, :, :] x_pad = padded
    result = np.zeros((C * field_height * field_width, H_out * W_out * N), dtype=padded.dtype)
    cdef double[:, :] cols = result
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
