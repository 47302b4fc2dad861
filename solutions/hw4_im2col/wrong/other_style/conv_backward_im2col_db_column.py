"""In another style: window by window, the whole batch at once."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    _, _, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    dx_pad = np.zeros(x_pad.shape, dtype=dout.dtype)
    dw = np.zeros(w.shape, dtype=dout.dtype)
    db = np.zeros((F, 1), dtype=dout.dtype)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            grad = dout[:, :, i, j]
            rows = slice(i * stride, i * stride + HH)
            columns = slice(j * stride, j * stride + WW)
            dx_pad[:, :, rows, columns] += np.tensordot(grad, w, axes=1)
            dw += np.tensordot(grad.T, x_pad[:, :, rows, columns], axes=1)
            db += grad.T.sum(axis=1, keepdims=True)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
