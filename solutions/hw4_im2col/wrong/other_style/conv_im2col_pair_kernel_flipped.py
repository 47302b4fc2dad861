"""In another style: shift-and-add over the taps of the filter, both ways."""

import numpy as np


def taps(x_shape, w_shape, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    HH, WW = w_shape[2:]
    H_out = (x_shape[2] + 2 * pad - HH) // s + 1
    W_out = (x_shape[3] + 2 * pad - WW) // s + 1
    for p in range(HH):
        for q in range(WW):
            yield HH - 1 - p, WW - 1 - q, slice(p, p + s * H_out, s), slice(q, q + s * W_out, s)


def conv_forward_im2col(x, w, b, conv_param):
    pad = conv_param["pad"]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = b[None, :, None, None]
    for p, q, rows, columns in taps(x.shape, w.shape, conv_param):
        out = out + np.einsum("ncij,fc->nfij", x_pad[:, :, rows, columns], w[:, :, p, q])
    return out, (x, w, b, conv_param)


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    pad = conv_param["pad"]
    H, W = x.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad, dw = np.zeros_like(x_pad), np.zeros_like(w)
    for p, q, rows, columns in taps(x.shape, w.shape, conv_param):
        dw[:, :, p, q] = np.einsum("nfij,ncij->fc", dout, x_pad[:, :, rows, columns])
        dx_pad[:, :, rows, columns] += np.einsum("nfij,fc->ncij", dout, w[:, :, p, q])
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
