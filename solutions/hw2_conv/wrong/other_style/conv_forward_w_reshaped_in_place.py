"""In another style: im2col by slices, then one matrix product."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = 1 + (H + 2 * pad - HH) // s, 1 + (W + 2 * pad - WW) // s
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    x_pad[:, :, pad : pad + H, pad : pad + W] = x
    x_col = np.zeros((N, C, HH, WW, H_out, W_out))
    for p in range(HH):
        for q in range(WW):
            x_col[:, :, p, q] = x_pad[:, :, p : p + s * H_out : s, q : q + s * W_out : s]
    filters = w
    filters.shape = (F, -1)
    out = filters @ x_col.reshape(N, C * HH * WW, H_out * W_out) + b[:, None]
    return out.reshape(N, F, H_out, W_out), (x, filters.reshape(F, C, HH, WW), b, conv_param)
