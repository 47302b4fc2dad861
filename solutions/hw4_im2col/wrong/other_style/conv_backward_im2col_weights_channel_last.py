"""In another style: window by window, each window's share of dx by one small matrix product."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad, dw = np.zeros(x_pad.shape), np.zeros(w.shape)
    filters = np.stack([np.moveaxis(one_filter, 0, -1).ravel() for one_filter in w])
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows, columns = slice(i * s, i * s + HH), slice(j * s, j * s + WW)
            g = dout[:, :, i, j]
            dw += np.tensordot(g, x_pad[:, :, rows, columns], axes=(0, 0))
            dx_pad[:, :, rows, columns] += (g @ filters).reshape(N, C, HH, WW)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
