"""In another style: shift and add over the taps of the filter."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    HH, WW = w.shape[2:]
    H_out, W_out = dout.shape[2:]
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    x_pad[:, :, :H, :W] = x
    dx_pad, dw = np.zeros(x_pad.shape), np.zeros(w.shape)
    for p in range(HH):
        for q in range(WW):
            rows, columns = slice(p, p + s * H_out, s), slice(q, q + s * W_out, s)
            dw[:, :, p, q] = np.einsum("nfij,ncij->fc", dout, x_pad[:, :, rows, columns])
            dx_pad[:, :, rows, columns] += np.einsum("nfij,fc->ncij", dout, w[:, :, p, q])
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
