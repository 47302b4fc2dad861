import numpy as np


def im2col_cython(x, int field_height, int field_width, int padding, int stride):
    """One typed function for each dtype, chosen by hand."""
    if x.dtype == np.float32:
        return gather32(x, field_height, field_width, padding, stride)
    return gather64(x, field_height, field_width, padding, stride)


def gather64(const double[:, :, :, ::1] x, int height, int width, int pad, int stride):
    cdef Py_ssize_t N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef Py_ssize_t H_out = (H + 2 * pad - height) // stride + 1, W_out = (W + 2 * pad - width) // stride + 1
    cdef double[:, :, :, :, :, ::1] cols = np.zeros((C, height, width, H_out, W_out, N))
    cdef Py_ssize_t n, c, p, q, i, j, y, z
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    for p in range(max(0, pad - i * stride), min(height, H + pad - i * stride)):
                        y = i * stride + p - pad
                        for q in range(max(0, pad - j * stride), min(width, W + pad - j * stride)):
                            z = j * stride + q - pad
                            cols[c, p, q, i, j, n] = x[n, c, y, z]
    return np.asarray(cols).reshape(C * height * width, H_out * W_out * N)


def gather32(const float[:, :, :, ::1] x, int height, int width, int pad, int stride):
    return gather64(np.asarray(x).astype(np.float64), height, width, pad, stride).astype(np.float32)
