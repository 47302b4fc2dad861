"""In another style: both passes shift the image under one tap of the filter after the other."""

import numpy as np


def _zero_border(x, pad):
    N, C, H, W = x.shape
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    padded[:, :, pad : pad + H, pad : pad + W] = x
    return padded


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    HH, WW = w.shape[2:]
    rows = 1 + (x.shape[2] + 2 * pad - HH) // s
    cols = 1 + (x.shape[3] + 2 * pad - WW) // s
    x = _zero_border(x, pad)
    out = np.zeros((x.shape[0], w.shape[0], rows, cols))
    for p in range(HH):
        for q in range(WW):
            seen = x[:, :, p : p + s * rows : s, q : q + s * cols : s]
            out += np.einsum("fc,ncij->nfij", w[:, :, p, q], seen)
    return out + b[:, None, None], (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    rows, cols = dout.shape[2:]
    x_pad = _zero_border(x, pad)
    dx_pad, dw = np.zeros_like(x_pad), np.zeros(w.shape)
    for p in range(w.shape[2]):
        for q in range(w.shape[3]):
            seen = (..., slice(p, p + s * rows, s), slice(q, q + s * cols, s))
            dw[:, :, p, q] = np.einsum("nfij,ncij->fc", dout, x_pad[seen])
            dx_pad[seen] += np.einsum("fc,nfij->ncij", w[:, :, p, q], dout)
    dx = dx_pad[:, :, pad : pad + x.shape[2], pad : pad + x.shape[3]]
    return dx, dw, np.einsum("nfij->f", dout)
