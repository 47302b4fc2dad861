import numpy as np


def col2im_cython(cols, int N, int C, int H, int W, int field_height, int field_width, int padding, int stride):
    """NumPy slices inside a compiled cell: any dtype."""
    cdef int p, q
    cdef int H_out = 1 + (H + 2 * padding - field_height) // stride
    cdef int W_out = 1 + (W + 2 * padding - field_width) // stride
    parts = cols.reshape(C, field_height, field_width, H_out, W_out, N)
    wide = np.zeros((C, H + 2 * padding, W + 2 * padding, N), dtype=cols.dtype)
    for p in range(field_height):
        for q in range(field_width):
            wide[:, p:p + H_out * stride:stride, q:q + W_out * stride:stride] += parts[:, p, q]
    return np.ascontiguousarray(wide[:, padding:padding + H, padding:padding + W].transpose(3, 0, 1, 2))
