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
        for p in range(HH):
            for q in range(WW):
                row, column = i * stride + p - pad, j * stride + q - pad
                if 0 <= row < H and 0 <= column < W:
                    for c in range(C):
                        total += x[n, c, row, column] * w[f, c, HH - 1 - p, WW - 1 - q]
        out[n, f, i, j] = total
    return out, (x, w, b, conv_param)
