"""In another style: shift and add over the taps of the filter."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    oh, ow = (H + 2 * pad - HH) // s + 1, (W + 2 * pad - WW) // s + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, oh, ow)) + b[:, None, None]
    for p in range(HH):
        for q in range(WW):
            seen = x_pad[:, :, p : p + s * oh : s, q : q + s * ow : s]
            out += np.einsum("ncij,fc->nfij", seen, w[:, :, HH - 1 - p, WW - 1 - q])
    return out, (x, w, b, conv_param)
