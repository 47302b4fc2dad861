"""In another style: filter by filter, whole batch at once."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, (H + 2 * pad - HH) // s + 1, (W + 2 * pad - WW) // s + 1))
    for f in range(F):
        top = 0
        for i in range(out.shape[2]):
            left = 0
            for j in range(out.shape[3]):
                products = x_pad[:, :, top : top + HH, left : left + WW] * w[f]
                out[:, f, i, j] = products.sum(axis=(1, 2, 3))
                left += 2
            top += 2
        out[:, f] += b[f]
    return out, (x, w, b, conv_param)
