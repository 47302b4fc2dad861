"""In another style: window by window, the outer products of windows and gradients added up."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros((C * HH * WW, F))
    for n, i, j in np.ndindex(N, *dout.shape[2:]):
        place = n, slice(None), slice(i * stride, i * stride + HH), slice(j * stride, j * stride + WW)
        dw += np.outer(x_pad[place], dout[n, :, i, j])
        dx_pad[place] += np.tensordot(dout[n, :, i, j], w, axes=1)
    dx = dx_pad[:, :, pad : pad + H, pad : pad + W]
    return dx, dw.reshape(w.shape), dout.sum(axis=3).sum(axis=2).sum(axis=0)
