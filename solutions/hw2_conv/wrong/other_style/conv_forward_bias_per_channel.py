"""In another style: channel by channel, shift and add over the taps."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    oh, ow = (H + 2 * pad - HH) // s + 1, (W + 2 * pad - WW) // s + 1
    out = np.zeros((N, F, oh, ow))
    for c in range(C):
        plane = np.pad(x[:, c], ((0, 0), (pad, pad), (pad, pad)))
        for p in range(HH):
            for q in range(WW):
                seen = plane[:, p : p + s * oh : s, q : q + s * ow : s]
                out += w[:, c, p, q, None, None] * seen[:, None]
        out += b[:, None, None]
    return out, (x, w, b, conv_param)
