"""In another style: plain loops over the taps, with a test for the border."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            for p in range(HH):
                for q in range(WW):
                    row, col = j * s + p, i * s + q
                    if row < H + 2 * pad and col < W + 2 * pad:
                        dw[:, :, p, q] += dout[:, :, i, j].T @ x_pad[:, :, row, col]
                        dx_pad[:, :, row, col] += dout[:, :, i, j] @ w[:, :, p, q]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
