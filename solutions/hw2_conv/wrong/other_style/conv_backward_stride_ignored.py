"""In another style: shift and add over the taps of the filter."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    pad = conv_param["pad"]
    H, W = x.shape[2:]
    oh, ow = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    for p in range(w.shape[2]):
        for q in range(w.shape[3]):
            dw[:, :, p, q] = np.einsum("nfij,ncij->fc", dout, x_pad[:, :, p : p + oh, q : q + ow])
            dx_pad[:, :, p : p + oh, q : q + ow] += np.einsum("nfij,fc->ncij", dout, w[:, :, p, q])
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
