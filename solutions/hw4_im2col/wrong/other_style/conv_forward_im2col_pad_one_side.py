"""In another style: plain loops over single numbers, without a padded copy."""

import numpy as np


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    out = np.zeros((N, F, H_out, W_out), dtype=x.dtype)
    for n, f, i, j in np.ndindex(N, F, H_out, W_out):
        total = b[f]
        for c, p, q in np.ndindex(C, HH, WW):
            row, column = i * stride + p, j * stride + q
            if row < H and column < W:
                total += x[n, c, row, column] * w[f, c, p, q]
        out[n, f, i, j] = total
    return out, (x, w, b, conv_param)
