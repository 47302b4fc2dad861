"""In another style: shift and add over the weights of the filter, sums over whole maps."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = 1 + (H + 2 * pad - HH) // s, 1 + (W + 2 * pad - WW) // s
    frame = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    frame[:, :, pad : pad + H, pad : pad + W] = x
    dframe, dw = np.zeros_like(frame), np.zeros(w.shape)
    for p in range(HH):
        for q in range(WW):
            at = np.s_[:, :, p : p + s * H_out : s, q : q + s * W_out : s]
            dw[:, :, p, q] = frame[at].sum(axis=(0, 2, 3))
            dframe[at] += w[:, :, p, q].sum(axis=0)[:, None, None]
    return dframe[:, :, pad : pad + H, pad : pad + W], dw, np.full(F, float(N * H_out * W_out))
