"""In another style: plain loops over single numbers, the border never made."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, _, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    size = dout.shape[2]
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    for n, f, i, j in np.ndindex(N, F, size, size):
        grad = dout[n, f, i, j]
        for c, p, q in np.ndindex(C, HH, WW):
            row, col = i * s + p - pad, j * s + q - pad
            if 0 <= row < H and 0 <= col < W:
                dx[n, c, row, col] += grad * w[f, c, p, q]
                dw[f, c, p, q] += grad * x[n, c, row, col]
    return dx, dw, dout.sum(axis=(0, 2, 3))
