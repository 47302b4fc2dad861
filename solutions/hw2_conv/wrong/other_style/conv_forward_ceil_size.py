"""In another style: shift-and-add over the taps, with zeros added until the last window is whole."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = -((HH - H - 2 * p) // s) + 1
    W_out = -((WW - W - 2 * p) // s) + 1
    x_pad = np.zeros((N, C, H + 2 * p + s, W + 2 * p + s))
    x_pad[:, :, p : p + H, p : p + W] = x
    out = np.zeros((N, F, H_out, W_out)) + b.reshape(1, F, 1, 1)
    for k in range(HH):
        for m in range(WW):
            part = x_pad[:, :, k : k + s * (H_out - 1) + 1 : s, m : m + s * (W_out - 1) + 1 : s]
            out += np.einsum("ncij,fc->nfij", part, w[:, :, k, m])
    return out, (x, w, b, conv_param)
