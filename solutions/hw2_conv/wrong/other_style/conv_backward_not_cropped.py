"""In another style: shift and add over the taps of the filter, with einsum."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    HH, WW = w.shape[2:]
    rows, cols = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    for p in range(HH):
        for q in range(WW):
            down = slice(p, p + s * (rows - 1) + 1, s)
            across = slice(q, q + s * (cols - 1) + 1, s)
            dw[:, :, p, q] = np.einsum("nfij,ncij->fc", dout, x_pad[:, :, down, across])
            dx[:, :, down, across] += np.einsum("nfij,fc->ncij", dout, w[:, :, p, q])
    db = np.einsum("nfij->f", dout)
    return dx, dw, db
