"""In another style: shift-and-add over the taps of the filter."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    H_out, W_out = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad, dw = np.zeros(x_pad.shape), np.zeros(w.shape)
    for p in range(HH):
        for q in range(WW):
            rows = slice(p, p + s * (H_out - 1) + 1, s)
            columns = slice(q, q + s * (W_out - 1) + 1, s)
            dw[:, :, p, q] = np.tensordot(dout, x_pad[:, :, rows, columns], axes=((0, 2, 3), (0, 2, 3)))
            weights = w[:, :, HH - 1 - p, WW - 1 - q]
            dx_pad[:, :, rows, columns] += np.einsum("nfij,fc->ncij", dout, weights)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, np.einsum("nfij->f", dout)
