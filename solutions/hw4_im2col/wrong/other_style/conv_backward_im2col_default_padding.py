"""In another style: the windows as rows, cut out and put back in loops."""

import numpy as np


def _windows(x, height, width, s, pad=1):
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    tops = range(0, x_pad.shape[2] - height + 1, s)
    lefts = range(0, x_pad.shape[3] - width + 1, s)
    return np.array([x_pad[:, :, i : i + height, j : j + width] for i in tops for j in lefts])


def _put_back(rows, shape, height, width, s, pad=1):
    N, C, H, W = shape
    tops = range(0, H + 2 * pad - height + 1, s)
    lefts = range(0, W + 2 * pad - width + 1, s)
    windows = rows.reshape(len(tops), len(lefts), N, C, height, width)
    pixels = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    for i, top in enumerate(tops):
        for j, left in enumerate(lefts):
            pixels[:, :, top : top + height, left : left + width] += windows[i, j]
    return pixels[:, :, pad : pad + H, pad : pad + W]


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    F, C, HH, WW = w.shape
    stride = conv_param["stride"]
    dout_rows = dout.transpose(2, 3, 0, 1).reshape(-1, F)
    rows = _windows(x, HH, WW, stride, conv_param["pad"]).reshape(-1, C * HH * WW)
    dw = (dout_rows.T @ rows).reshape(w.shape)
    dx = _put_back(dout_rows @ w.reshape(F, -1), x.shape, HH, WW, stride)
    return dx, dw, dout_rows.sum(axis=0)
