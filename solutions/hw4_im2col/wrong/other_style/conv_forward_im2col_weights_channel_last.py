"""In another style: each window laid out as a vector, in loops, with a dot product for each filter."""

import numpy as np


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    filters = [np.dstack(w[f]).ravel() for f in range(F)]
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    out = np.zeros((N, F, H_out, W_out), dtype=np.result_type(x, w, b))
    for n in range(N):
        for i in range(H_out):
            for j in range(W_out):
                top, left = i * stride, j * stride
                pixels = x_pad[n, :, top : top + HH, left : left + WW].ravel()
                for f in range(F):
                    out[n, f, i, j] = pixels.dot(filters[f]) + b[f]
    return out, (x, w, b, conv_param)
