"""In another style: shift and add over the taps of the filter."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    rows, cols = 1 + (H - HH + 2 * pad) // s, 1 + (W - WW + 2 * pad) // s
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    x_pad[:, :, pad : H + pad, pad : W + pad] = x
    out = np.zeros((F, N, rows, cols)) + b.reshape(F, 1, 1, 1)
    for p in range(HH):
        for q in range(WW):
            shifted = x_pad[:, :, p : p + s * rows : s, q : q + s * cols : s]
            out += np.tensordot(w[:, :, p, q], shifted, axes=(1, 1))
    return np.squeeze(out.swapaxes(0, 1)), (x, w, b, conv_param)
