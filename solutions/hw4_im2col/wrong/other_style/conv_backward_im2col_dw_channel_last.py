"""In another style: one window of one image at a time, each laid out as a vector."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros_like(x_pad)
    dw_rows = np.zeros((F, C * HH * WW), dtype=w.dtype)
    for n, i, j in np.ndindex(N, dout.shape[2], dout.shape[3]):
        rows, columns = slice(i * s, i * s + HH), slice(j * s, j * s + WW)
        grad = dout[n, :, i, j]
        dw_rows += np.outer(grad, x_pad[n, :, rows, columns].ravel())
        dx_pad[n, :, rows, columns] += np.tensordot(grad, w, axes=1)
    dw = np.moveaxis(dw_rows.reshape(F, HH, WW, C), 3, 1)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
