"""In another style: shift-and-add over the taps of the filter."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, p = (conv_param[key] for key in conv_param)
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = 1 + (H + 2 * p - HH) // s, 1 + (W + 2 * p - WW) // s
    x_pad = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out = np.zeros((F, N, H_out, W_out)) + b.reshape(F, 1, 1, 1)
    for k in range(HH):
        for q in range(WW):
            seen = x_pad[:, :, k : k + s * (H_out - 1) + 1 : s, q : q + s * (W_out - 1) + 1 : s]
            out += np.tensordot(w[:, :, k, q], seen, axes=(1, 1))
    return out.transpose(1, 0, 2, 3), (x, w, b, conv_param)
