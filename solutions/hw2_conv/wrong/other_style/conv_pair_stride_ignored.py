"""In another style: shift and add over the places in the filter, both ways."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    oh, ow = (H + 2 * pad - HH) // s + 1, (W + 2 * pad - WW) // s + 1
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, oh, ow))
    for p in range(HH):
        for q in range(WW):
            part = padded[:, :, p : p + oh, q : q + ow]
            out += np.tensordot(part, w[:, :, p, q], axes=(1, 1)).transpose(0, 3, 1, 2)
    return out + b[:, None, None], (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    pad = conv_param["pad"]
    H, W = x.shape[2:]
    oh, ow = dout.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dpadded, dw = np.zeros(padded.shape), np.zeros(w.shape)
    for p in range(w.shape[2]):
        for q in range(w.shape[3]):
            part = padded[:, :, p : p + oh, q : q + ow]
            dw[:, :, p, q] = np.tensordot(dout, part, axes=((0, 2, 3), (0, 2, 3)))
            dpadded[:, :, p : p + oh, q : q + ow] += np.einsum("nfij,fc->ncij", dout, w[:, :, p, q])
    return dpadded[:, :, pad : H + pad, pad : W + pad], dw, dout.sum(axis=(0, 2, 3))
