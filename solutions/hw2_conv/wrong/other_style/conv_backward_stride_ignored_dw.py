"""In another style: window by window, all images and filters at once."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    x_pad = np.zeros((*x.shape[:2], H + 2 * pad, W + 2 * pad))
    x_pad[:, :, pad : pad + H, pad : pad + W] = x
    dx_pad, dw, db = np.zeros(x_pad.shape), np.zeros(w.shape), 0
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            grad = dout[:, :, i, j]
            db = db + grad.sum(axis=0)
            dw += np.tensordot(grad.T, x_pad[:, :, i : i + HH, j : j + WW], axes=1)
            top, left = i * s, j * s
            dx_pad[:, :, top : top + HH, left : left + WW] += np.tensordot(grad, w, axes=1)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
