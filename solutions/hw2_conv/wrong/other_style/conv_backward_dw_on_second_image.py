"""In another style: image by image, tap by tap."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    oh, ow = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    for n in range(len(x)):
        for p in range(HH):
            for q in range(WW):
                rows, cols = slice(p, p + s * oh, s), slice(q, q + s * ow, s)
                dx_pad[n, :, rows, cols] += np.tensordot(w[:, :, p, q], dout[n], axes=([0], [0]))
                if n == 1:
                    dw[:, :, p, q] = np.tensordot(dout, x_pad[:, :, rows, cols], axes=([0, 2, 3], [0, 2, 3]))
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=3).sum(axis=2).sum(axis=0)
