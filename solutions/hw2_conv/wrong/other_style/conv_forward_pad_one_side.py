"""In another style: plain loops over single numbers, and no padded copy."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    out = np.zeros((N, F, 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride))
    for n, f, i, j in np.ndindex(*out.shape):
        total = b[f]
        for p in range(HH):
            for q in range(WW):
                row, column = i * stride + p, j * stride + q
                if row < H and column < W:  # else it is one of the zeros
                    for c in range(C):
                        total += x[n, c, row, column] * w[f, c, p, q]
        out[n, f, i, j] = total
    return out, (x, w, b, conv_param)
