"""In another style: window by window with tensordot, dout reordered beforehand."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    by_window = np.swapaxes(dout, 0, 1).reshape(F, H_out, W_out, N)
    dx_pad = np.zeros(x_pad.shape, dtype=np.result_type(dout, w))
    dw = np.zeros(w.shape, dtype=np.result_type(dout, x))
    for i in range(H_out):
        for j in range(W_out):
            rows = slice(i * stride, i * stride + HH)
            columns = slice(j * stride, j * stride + WW)
            dw += np.tensordot(by_window[:, i, j], x_pad[:, :, rows, columns], axes=1)
            dx_pad[:, :, rows, columns] += np.tensordot(by_window[:, i, j].T, w, axes=1)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
