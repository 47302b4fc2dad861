"""In another style: window by window, all images at once."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros(x_pad.shape, dtype=x.dtype)
    dw = np.zeros(w.shape, dtype=w.dtype)
    db = np.zeros(b.shape, dtype=b.dtype)
    for top in range(0, H + 2 * pad - HH + 1, stride):
        for left in range(0, W + 2 * pad - WW + 1, stride):
            at = np.s_[:, :, top : top + HH, left : left + WW]
            dw += x_pad[at].sum(axis=0)
            dx_pad[at] += w.sum(axis=0)
            db += N
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
