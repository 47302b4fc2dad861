"""In another style: dout is scattered window by window, whole batch at once."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            grad = dout[:, :, i, j]
            rows, cols = slice(i * s, i * s + HH), slice(j * s, j * s + WW)
            dw += np.tensordot(grad, x_pad[:, :, rows, cols], axes=([0], [0]))
            # one sum over axis 1 of w for each entry of axis 0
            dx_pad[:, :, rows, cols] += (grad[:, None, :, None, None] * w).sum(axis=2)
    return dx_pad[:, :, pad : H + pad, pad : W + pad], dw, dout.sum(axis=(0, 2, 3))
