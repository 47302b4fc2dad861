import numpy as np
from cython cimport floating


def im2col_cython(const floating[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    """Slices of memoryviews: one copy for every place of the window and every output row and column."""
    N, C, H, W = x.shape[0], x.shape[1], x.shape[2], x.shape[3]
    cdef int H_out = 1 + (H + 2 * padding - field_height) // stride
    cdef int W_out = 1 + (W + 2 * padding - field_width) // stride
    dtype = np.asarray(x).dtype
    wide = np.zeros((C, H + 2 * padding, W + 2 * padding, N), dtype=dtype)
    wide[:, padding:padding + H, padding:padding + W] = np.asarray(x).transpose(1, 2, 3, 0)
    cdef floating[:, :, :, :] source = wide
    cols = np.zeros((C, field_height, field_width, H_out, W_out, N), dtype=dtype)
    cdef floating[:, :, :, :, :, :] target = cols
    cdef int p, q, i
    for p in range(field_height):
        for q in range(field_width):
            for i in range(H_out):
                target[:, p, q, i, :, :] = source[:, p + i * stride, q : q + W_out * stride : stride, :]
    return cols.reshape(C * field_height * field_width, -1)
