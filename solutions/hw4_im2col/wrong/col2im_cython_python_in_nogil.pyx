"""A block without the GIL makes an array."""

QUESTIONS = ("col2im_cython",)
OUTPUT = "compile"
HINT = (
    "The cell does not compile, so no value could be compared. Part of it runs without the GIL, and there nothing may "
    "touch a Python object. Read the first error: it names a line inside that part. Go through the part line by line "
    "and ask what each name is, a C number, a typed view, or something that Python itself has to make, such as an "
    "array or the result of a call to NumPy. Which of these lines cannot do without Python?"
)

# %%cython
import numpy as np


def col2im_cython(const double[:, :] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column, y, z
    with nogil:
        result = np.zeros((N, C, H, W))
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
