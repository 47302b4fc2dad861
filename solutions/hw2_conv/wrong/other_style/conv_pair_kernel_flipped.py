"""In another style: shift-and-add over the taps in both passes."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = 1 + (H + 2 * pad - HH) // s, 1 + (W + 2 * pad - WW) // s
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out)) + b[:, None, None]
    for p in range(HH):
        for q in range(WW):
            part = x_pad[:, :, p : p + s * H_out : s, q : q + s * W_out : s]
            out += np.einsum("ncij,fc->nfij", part, w[:, :, -1 - p, -1 - q])
    return out, (x_pad, w, conv_param)


def conv_backward_naive(dout, cache):
    x_pad, w, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    HH, WW = w.shape[2:]
    H_out, W_out = dout.shape[2:]
    dx_pad, dw = np.zeros(x_pad.shape), np.zeros(w.shape)
    for p in range(HH):
        for q in range(WW):
            rows, columns = slice(p, p + s * H_out, s), slice(q, q + s * W_out, s)
            dw[:, :, -1 - p, -1 - q] = np.einsum("nfij,ncij->fc", dout, x_pad[:, :, rows, columns])
            dx_pad[:, :, rows, columns] += np.einsum("nfij,fc->ncij", dout, w[:, :, -1 - p, -1 - q])
    bottom, right = dx_pad.shape[2] - pad, dx_pad.shape[3] - pad
    return dx_pad[:, :, pad:bottom, pad:right], dw, dout.sum(axis=(0, 2, 3))
