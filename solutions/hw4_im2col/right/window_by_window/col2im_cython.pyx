import numpy as np


def col2im_cython(const double[:, ::1] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    """One column after the other, float64 only; what lies on the padding is dropped."""
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, i, j, p, q, y, z, row, column
    images = np.zeros((N, C, H, W))
    cdef double[:, :, :, ::1] x = images
    column = 0
    for i in range(H_out):
        for j in range(W_out):
            for n in range(N):
                row = 0
                for c in range(C):
                    for p in range(field_height):
                        for q in range(field_width):
                            y = i * stride + p - padding
                            z = j * stride + q - padding
                            if y >= 0 and y < H and z >= 0 and z < W:
                                x[n, c, y, z] += cols[row, column]
                            row += 1
                column += 1
    return images
