import numpy as np


ctypedef fused number:
    float
    double


cdef gather(const number[:, :, :, :] x, number[:, :] cols, int height, int width, int padding, int stride,
            int H_out, int W_out):
    cdef int N = x.shape[0], n, c, p, q, i, j, y, z
    for c in range(x.shape[1]):
        for p in range(height):
            for q in range(width):
                for i in range(H_out):
                    for j in range(W_out):
                        y = i * stride + p - padding
                        z = j * stride + q - padding
                        for n in range(N):
                            if y >= 0 and z >= 0 and y < x.shape[2] and z < x.shape[3]:
                                cols[(c * height + p) * width + q, (i * W_out + j) * N + n] = x[n, c, y, z]


def im2col_cython(x, int field_height, int field_width, int padding, int stride):
    """Any byte order and any layout: what a memoryview would refuse is copied first."""
    x = np.asarray(x)
    native = np.ascontiguousarray(x, dtype=x.dtype.newbyteorder("="))
    H_out = (x.shape[2] + 2 * padding - field_height) // stride + 1
    W_out = (x.shape[3] + 2 * padding - field_width) // stride + 1
    cols = np.zeros((x.shape[1] * field_height * field_width, H_out * W_out * x.shape[0]), dtype=native.dtype)
    if native.dtype == np.float32:
        gather[float](native, cols, field_height, field_width, padding, stride, H_out, W_out)
    else:
        gather[double](native, cols, field_height, field_width, padding, stride, H_out, W_out)
    return cols.astype(x.dtype)
