"""In another style: one row per window, and a matrix product with the filters on the right."""

import numpy as np


def _padded(x, conv_param):
    pad = conv_param["pad"]
    N, C, H, W = x.shape
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=x.dtype)
    x_pad[:, :, pad : pad + H, pad : pad + W] = x
    # from here on there is nothing left to pad
    conv_param.update(pad=0)
    return x_pad


def conv_forward_im2col(x, w, b, conv_param):
    cache = (x, w, b, conv_param.copy())
    stride = conv_param["stride"]
    F, C, HH, WW = w.shape
    x_pad = _padded(x, conv_param)
    N, _, height, width = x_pad.shape
    H_out, W_out = (height - HH) // stride + 1, (width - WW) // stride + 1
    x_row = np.zeros((N, H_out, W_out, C * HH * WW), dtype=x.dtype)
    for i in range(H_out):
        for j in range(W_out):
            window = x_pad[:, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
            x_row[:, i, j] = window.reshape(N, C * HH * WW)
    out = x_row @ w.reshape(F, -1).T + b
    return out.transpose(0, 3, 1, 2), cache
