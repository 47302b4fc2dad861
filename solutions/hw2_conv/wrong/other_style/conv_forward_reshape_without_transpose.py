"""In another style: shift and add into a result with filters first."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    oh, ow = (H + 2 * pad - HH) // s + 1, (W + 2 * pad - WW) // s + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    total = np.zeros((F, N, oh, ow))
    for p in range(HH):
        for q in range(WW):
            seen = x_pad[:, :, p : p + s * oh : s, q : q + s * ow : s]
            total += np.tensordot(w[:, :, p, q], seen, axes=([1], [1]))
    for f in range(F):
        total[f] += b[f]
    return total.reshape((N, F, oh, ow)), (x, w, b, conv_param)
