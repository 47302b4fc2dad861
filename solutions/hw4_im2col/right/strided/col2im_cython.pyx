import numpy as np


def col2im_cython(const double[:, :] cols, int N, int C, int H, int W,
                  int field_height, int field_width, int padding, int stride):
    """Add every column back into the images; float64 only."""
    cdef int H_out = 1 + (H + 2 * padding - field_height) // stride
    cdef int W_out = 1 + (W + 2 * padding - field_width) // stride
    cdef double[:, :, :, :] x = np.zeros((N, C, H, W))
    cdef int n, c, y, z, p, q, i, j
    cdef double total
    # From the pixel's side: which windows hold it?
    for n in range(N):
        for c in range(C):
            for y in range(H):
                for z in range(W):
                    total = 0
                    for p in range(field_height):
                        i = y + padding - p
                        if i < 0 or i % stride != 0 or i // stride >= H_out:
                            continue
                        i = i // stride
                        for q in range(field_width):
                            j = z + padding - q
                            if j < 0 or j % stride != 0 or j // stride >= W_out:
                                continue
                            j = j // stride
                            total += cols[(c * field_height + p) * field_width + q, (i * W_out + j) * N + n]
                    x[n, c, y, z] = total
    return np.asarray(x)
