import cython
import numpy as np


@cython.boundscheck(False)
@cython.wraparound(False)
@cython.locals(H_out=cython.int, W_out=cython.int, n=cython.int, c=cython.int, p=cython.int, q=cython.int,
               i=cython.int, j=cython.int, row=cython.int, source="const double[:, :]", target="double[:, :, :, :]")
def col2im_cython(cols, N: cython.int, C: cython.int, H: cython.int, W: cython.int,
                  field_height: cython.int, field_width: cython.int, padding: cython.int, stride: cython.int):
    """Types as annotations, no cdef anywhere; float64 only."""
    source = cols
    wide = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    target = wide
    H_out = (H + 2 * padding - field_height) // stride + 1
    W_out = (W + 2 * padding - field_width) // stride + 1
    for c in range(C):
        for p in range(field_height):
            for q in range(field_width):
                row = (c * field_height + p) * field_width + q
                for i in range(H_out):
                    for j in range(W_out):
                        for n in range(N):
                            target[n, c, i * stride + p, j * stride + q] += source[row, (i * W_out + j) * N + n]
    return wide[:, :, padding:H + padding, padding:W + padding]
