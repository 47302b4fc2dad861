"""In another style: plain loops over single numbers."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    x_pad[:, :, pad : pad + H, pad : pad + W] = x
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros((F, C, HH, WW))
    db = np.zeros(F)
    for n, f, i, j in np.ndindex(*dout.shape):
        g = dout[n, f, i, j]
        db[f] += g
        for c in range(C):
            for p in range(HH):
                for q in range(WW):
                    r, k = i * s + p, j * s + q
                    dw[f, c, p, q] += g * x_pad[n, c, r, k]
                    dx_pad[n, c, r, k] = g * w[f, c, p, q]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
