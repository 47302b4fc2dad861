"""In another style: im2col and col2im with two matrix products."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    oh, ow = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = sliding_window_view(x_pad, (HH, WW), axis=(2, 3))[:, :, ::s, ::s]
    col = windows.transpose(1, 4, 5, 0, 2, 3).reshape(C * HH * WW, -1)
    grad = dout.transpose(1, 0, 2, 3).reshape(F, -1)
    dw = (grad @ col.T).reshape(w.shape)
    dcol = (w.reshape(F, -1).T @ grad).reshape(C, HH, WW, N, oh, ow)
    dx_pad = np.zeros(x_pad.shape)
    for p in range(HH):
        for q in range(WW):
            dx_pad[:, :, p : p + s * oh : s, q : q + s * ow : s] += dcol[:, p, q].swapaxes(0, 1)
    db = np.array([grad_map.sum() for grad_map in dout[0]])
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
