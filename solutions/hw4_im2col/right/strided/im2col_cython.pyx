import numpy as np
cimport cython
from cython cimport floating


@cython.boundscheck(False)
@cython.wraparound(False)
@cython.cdivision(True)
cdef void fill(const floating[:, :, :, :] x, floating[:, :] cols, int height, int width, int pad, int stride,
               int H_out, int W_out) noexcept nogil:
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int row, column, c, p, q, i, j, n, y, z
    for row in range(C * height * width):
        q = row % width
        p = row // width % height
        c = row // (width * height)
        for column in range(H_out * W_out * N):
            n = column % N
            j = column // N % W_out
            i = column // (N * W_out)
            y = i * stride + p - pad
            z = j * stride + q - pad
            cols[row, column] = x[n, c, y, z] if 0 <= y < H and 0 <= z < W else 0


def im2col_cython(const floating[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    """Every entry works out where it comes from, by division and remainder."""
    cdef int H_out = 1 + (x.shape[2] + 2 * padding - field_height) // stride
    cdef int W_out = 1 + (x.shape[3] + 2 * padding - field_width) // stride
    shape = (x.shape[1] * field_height * field_width, H_out * W_out * x.shape[0])
    out = np.empty(shape, dtype=np.float32 if floating is float else np.float64)
    cdef floating[:, :] cols = out
    with nogil:
        fill(x, cols, field_height, field_width, padding, stride, H_out, W_out)
    return out
