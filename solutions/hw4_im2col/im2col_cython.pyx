# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
import numpy as np

from cython cimport floating
from libc.string cimport memcpy

# The matrix holds the image fastest and each of its entries is a copy of some pixel. So the pixels are put into that
# order once, a channel at a time, and all the rows of the matrix are then cut from there in long runs:
# turned[y, q, n] is pixel (y, w) of image n, padding included, with q = place[w]. Columns that one tap of the window
# reads, `stride` apart, stand side by side there, so that with any stride an output row of N images is one run.


cdef void turn(const floating[:, :, :, ::1] x, Py_ssize_t c, const Py_ssize_t[::1] place,
               Py_ssize_t padding, floating[:, :, ::1] turned):
    """Put channel c of x where it belongs in turned; the padding is not touched."""
    cdef Py_ssize_t N = x.shape[0], H = x.shape[2], W = x.shape[3]
    cdef Py_ssize_t block, n, y, w
    for block in range(0, N, 4):
        for y in range(H):
            for w in range(W):
                for n in range(block, min(block + 4, N)):
                    turned[y + padding, place[w], n] = x[n, c, y, w]


cdef void fill(const floating[:, :, :, ::1] x, const Py_ssize_t[::1] place, floating[:, :, ::1] turned,
               floating[:, :, ::1] cols, Py_ssize_t kh, Py_ssize_t kw, Py_ssize_t padding, Py_ssize_t stride):
    """Write cols, (C * kh * kw, H_out, W_out * N), channel by channel."""
    cdef Py_ssize_t C = x.shape[1], H_out = cols.shape[1], run = cols.shape[2]
    cdef Py_ssize_t phase = turned.shape[1] // stride
    cdef Py_ssize_t c, i, j, y
    for c in range(C):
        turn(x, c, place, padding, turned)
        for i in range(kh):
            for y in range(H_out):
                for j in range(kw):
                    memcpy(&cols[(c * kh + i) * kw + j, y, 0],
                           &turned[y * stride + i, j % stride * phase + j // stride, 0],
                           run * sizeof(floating))


def im2col_cython(x, field_height, field_width, padding, stride):
    """Lay every window out as a column, in compiled code: the matrix that im2col makes.

    Args:
        x: images, (N, C, H, W), float64 or float32, in C order; it may be read-only.
        field_height: height of the window, int, pixels, >= 1.
        field_width: width of the window, int, pixels, >= 1.
        padding: zeros around each image on every side, int, pixels, >= 0.
        stride: step from one window to the next, int, pixels, >= 1.

    Returns:
        cols: (C * field_height * field_width, H_out * W_out * N), of x's dtype, in im2col's layout:
            rows (C, field_height, field_width), columns (H_out, W_out, N), the image fastest.
    """
    N, C, H, W = x.shape
    H_out = 1 + (H + 2 * padding - field_height) // stride
    W_out = 1 + (W + 2 * padding - field_width) // stride
    cols = np.empty((C * field_height * field_width, H_out, W_out * N), x.dtype)
    if cols.size > 0:
        phase = -(-(W + 2 * padding) // stride)
        column = np.arange(padding, padding + W)
        place = column % stride * phase + column // stride
        turned = np.empty((H + 2 * padding, stride * phase, N), x.dtype)
        turned.fill(0)
        if x.dtype == np.float32:
            fill[float](x, place, turned, cols, field_height, field_width, padding, stride)
        else:
            fill[double](x, place, turned, cols, field_height, field_width, padding, stride)
    return cols.reshape(C * field_height * field_width, H_out * W_out * N)
