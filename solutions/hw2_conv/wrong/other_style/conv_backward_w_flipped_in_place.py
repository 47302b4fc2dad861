"""In another style: each filter turned where it lies, then shift and add."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    oh, ow = dout.shape[2:]
    Hp, Wp = H + 2 * pad, W + 2 * pad
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    full = np.zeros((N, F, Hp + HH - 1, Wp + WW - 1))
    full[:, :, HH - 1 : HH - 1 + s * oh : s, WW - 1 : WW - 1 + s * ow : s] = dout
    for f in range(F):
        for c in range(C):
            w[f, c] = np.rot90(w[f, c], 2).copy()
    dx_pad, dw = np.zeros(x_pad.shape), np.zeros(w.shape)
    for p in range(HH):
        for q in range(WW):
            seen = x_pad[:, :, p : p + s * oh : s, q : q + s * ow : s]
            dw[:, :, p, q] = np.tensordot(dout, seen, axes=([0, 2, 3], [0, 2, 3]))
            dx_pad += np.einsum("nfij,fc->ncij", full[:, :, p : p + Hp, q : q + Wp], w[:, :, p, q])
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
