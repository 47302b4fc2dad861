"""In another style: plain loops over single numbers."""

import numpy as np


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    out = np.zeros((N, F, 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride))
    for n, f, i, j in np.ndindex(out.shape):
        out[n, f, i, j] = b[f]
        for p, q in np.ndindex(HH, WW):
            row, column = i * stride + p - pad, j * stride + q - pad
            if 0 <= row < H and 0 <= column < W:
                out[n, f, i, j] += x[n, 0, row, column] * w[f, 0, p, q]
    return out, (x, w, b, conv_param)
