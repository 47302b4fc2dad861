"""In another style: plain loops over single numbers."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    x_pad[:, :, pad : pad + H, pad : pad + W] = x
    dx = np.zeros_like(x_pad)
    dw = np.zeros(w.shape)
    for n, f, i, j in np.ndindex(*dout.shape):
        for c, a, d in np.ndindex(C, HH, WW):
            dw[f, c, a, d] += dout[n, f, i, j] * x_pad[n, c, i * stride + a, j * stride + d]
            dx[n, c, i + a, j + d] += dout[n, f, i, j] * w[f, c, a, d]
    return dx[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
