"""In another style: the products written back window by window, in loops over slices."""

import numpy as np


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out), dtype=x.dtype)
    places = [(i, j) for i in range(H_out) for j in range(W_out)]
    for f in range(F):
        before = x_pad.copy()
        for i, j in places:
            rows, columns = slice(i * stride, i * stride + HH), slice(j * stride, j * stride + WW)
            x_pad[:, :, rows, columns] = before[:, :, rows, columns] * w[f]
        for i, j in places:
            rows, columns = slice(i * stride, i * stride + HH), slice(j * stride, j * stride + WW)
            out[:, f, i, j] = x_pad[:, :, rows, columns].sum(axis=(1, 2, 3)) + b[f]
    return out
