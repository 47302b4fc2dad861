"""In another style: matrix products with the whole batch, window by window."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    x_pad[:, :, pad : H + pad, pad : W + pad] = x
    dx_pad = np.zeros_like(x_pad)
    w_rows = w.reshape(F, C * HH * WW)
    dw_rows = np.zeros(w_rows.shape)
    for top in range(0, s * dout.shape[2], s):
        for left in range(0, s * dout.shape[3], s):
            grad = dout[:, :, top // s, left // s]
            window = x_pad[:, :, top : top + HH, left : left + WW].reshape(N, -1)
            dx_pad[:, :, top : top + HH, left : left + WW] += (grad @ w_rows).reshape(N, C, HH, WW)
        dw_rows += grad.T @ window
    return dx_pad[:, :, pad : H + pad, pad : W + pad], dw_rows.reshape(w.shape), dout.sum(axis=(0, 2, 3))
