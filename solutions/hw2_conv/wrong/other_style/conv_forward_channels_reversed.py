"""In another style: shift-and-add over channels and taps, channel C - 1 - c beside channel c."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = 1 + (H + 2 * p - HH) // s, 1 + (W + 2 * p - WW) // s
    x_pad = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out = np.zeros((N, F, H_out, W_out)) + b.reshape(1, F, 1, 1)
    for c in range(C):
        for k in range(HH):
            for q in range(WW):
                seen = x_pad[:, C - 1 - c, k : k + s * (H_out - 1) + 1 : s, q : q + s * (W_out - 1) + 1 : s]
                out += np.multiply.outer(w[:, c, k, q], seen).transpose(1, 0, 2, 3)
    return out, (x, w, b, conv_param)
