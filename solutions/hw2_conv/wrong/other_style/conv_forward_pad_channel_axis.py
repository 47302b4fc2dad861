"""In another style: shift and add over the taps of the filter."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.zeros((N, C + 2 * pad, H + 2 * pad, W))
    x_pad[:, pad : pad + C, pad : pad + H] = x
    rows, cols = (H + 2 * pad - HH) // s + 1, (W + 2 * pad - WW) // s + 1
    out = np.zeros((N, F, rows, cols))
    out += b[:, None, None]
    for p in range(HH):
        for q in range(WW):
            seen = x_pad[:, :C, p : p + s * rows : s, q : q + s * cols : s]
            # the last windows may reach past the right edge
            out[:, :, :, : seen.shape[3]] += np.einsum("ncij,fc->nfij", seen, w[:, :, p, q])
    return out, (x, w, b, conv_param)
