import numpy as np
from cython cimport floating


def col2im_cython(const floating[:, :] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    """The border lies at the end of each axis, where negative indices find it; the image needs no shift then."""
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    wide = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=np.asarray(cols).dtype)
    cdef floating[:, :, :, :] x = wide
    cdef int n, c, p, q, i, j, row
    for c in range(C):
        for p in range(field_height):
            for q in range(field_width):
                row = (c * field_height + p) * field_width + q
                for i in range(H_out):
                    for j in range(W_out):
                        for n in range(N):
                            x[n, c, i * stride + p - padding, j * stride + q - padding] += (
                                cols[row, (i * W_out + j) * N + n]
                            )
    return wide[:, :, :H, :W]
