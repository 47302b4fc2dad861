# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
import numpy as np

from cython cimport floating
from libc.string cimport memset

# The way of im2col backwards: the sums of one channel are gathered in turned, where turned[y, q, n] belongs to pixel
# (y, w) of image n, q = place[w], and then handed to the images. The columns that one tap of the window adds to,
# `stride` apart, stand side by side there, so that with any stride an output row of N images is one run.


cdef void add_runs(floating *total, const floating *run, Py_ssize_t step, Py_ssize_t count, Py_ssize_t length) noexcept:
    """Add count runs, step apart, to total: up to three in one pass, since total has to be read and written in each."""
    cdef Py_ssize_t k
    while count >= 3:
        for k in range(length):
            total[k] += run[k] + run[k + step] + run[k + 2 * step]
        run += 3 * step
        count -= 3
    if count == 2:
        for k in range(length):
            total[k] += run[k] + run[k + step]
    elif count == 1:
        for k in range(length):
            total[k] += run[k]


cdef void gather(const floating[:, :, ::1] cols, Py_ssize_t c, floating[:, :, ::1] turned,
                 Py_ssize_t kh, Py_ssize_t kw, Py_ssize_t padding, Py_ssize_t stride):
    """Add up what cols, (C * kh * kw, H_out, W_out * N), holds of channel c; rows of padding are left out."""
    cdef Py_ssize_t H = turned.shape[0], H_out = cols.shape[1], run = cols.shape[2]
    cdef Py_ssize_t phase = turned.shape[1] // stride
    cdef Py_ssize_t step = (stride * kw * H_out - 1) * run  # one output row up is `stride` rows down in the window
    cdef Py_ssize_t h, j, first, last
    for j in range(kw):
        for h in range(padding, padding + H):
            if j == 0:
                memset(&turned[h - padding, 0, 0], 0, turned.shape[1] * turned.shape[2] * sizeof(floating))
            last = min(h // stride, H_out - 1)
            first = max((h - kh + stride) // stride, 0)
            if first <= last:
                add_runs(&turned[h - padding, j % stride * phase + j // stride, 0],
                         &cols[(c * kh + h - last * stride) * kw + j, last, 0], step, last - first + 1, run)


cdef void turn_back(floating[:, :, ::1] turned, const Py_ssize_t[::1] place, floating[:, :, :, ::1] x, Py_ssize_t c):
    """Give channel c of x what was gathered."""
    cdef Py_ssize_t N = x.shape[0], H = x.shape[2], W = x.shape[3]
    cdef Py_ssize_t block, n, y, w
    for block in range(0, N, 4):
        for y in range(H):
            for w in range(W):
                for n in range(block, min(block + 4, N)):
                    x[n, c, y, w] = turned[y, place[w], n]


cdef void empty_into(const floating[:, :, ::1] cols, const Py_ssize_t[::1] place, floating[:, :, ::1] turned,
                     floating[:, :, :, ::1] x, Py_ssize_t kh, Py_ssize_t kw, Py_ssize_t padding, Py_ssize_t stride):
    """Write x, channel by channel."""
    cdef Py_ssize_t c
    for c in range(x.shape[1]):
        gather(cols, c, turned, kh, kw, padding, stride)
        turn_back(turned, place, x, c)


def col2im_cython(cols, N, C, H, W, field_height, field_width, padding, stride):
    """Add every column back into the images, in compiled code: what im2col_bw does.

    Args:
        cols: (C * field_height * field_width, H_out * W_out * N), in im2col's layout, float64, in
            C order; it may be read-only. float32 is welcome and not asked for: where a version
            takes one dtype only, its docstring says which.
        N: images, int.
        C: channels, int.
        H: height of an image without padding, int, pixels.
        W: width of an image without padding, int, pixels.
        field_height: as for im2col_cython.
        field_width: as for im2col_cython.
        padding: as for im2col_cython.
        stride: as for im2col_cython.

    Returns:
        x: (N, C, H, W), of cols' dtype; each pixel is the sum of its copies.
    """
    H_out = 1 + (H + 2 * padding - field_height) // stride
    W_out = 1 + (W + 2 * padding - field_width) // stride
    x = np.empty((N, C, H, W), cols.dtype)
    if x.size > 0:
        phase = -(-(W + 2 * padding) // stride)
        column = np.arange(padding, padding + W)
        place = column % stride * phase + column // stride
        turned = np.empty((H, stride * phase, N), cols.dtype)
        rows = cols.reshape(C * field_height * field_width, H_out, W_out * N)
        if cols.dtype == np.float32:
            empty_into[float](rows, place, turned, x, field_height, field_width, padding, stride)
        else:
            empty_into[double](rows, place, turned, x, field_height, field_width, padding, stride)
    return x
