"""In another style: one sum of products for each tap of the filter."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    HH, WW = w.shape[2:]
    rows, cols = dout.shape[2:]
    dx_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    x_pad = np.zeros_like(dx_pad)
    x_pad[:, :, :H, :W] = x
    dw = np.zeros(w.shape)
    for p in range(HH):
        for q in range(WW):
            tap = np.s_[:, :, p : p + s * rows : s, q : q + s * cols : s]
            dw[:, :, p, q] = np.einsum("nfij,ncij->fc", dout, x_pad[tap])
            dx_pad[tap] += np.einsum("nfij,fc->ncij", dout, w[:, :, p, q])
    return dx_pad[:, :, pad : H + pad, pad : W + pad], dw, dout.sum(axis=(0, 2, 3))
