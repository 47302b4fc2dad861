"""In another style: shift and add over the taps of the filter."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    H_out, W_out = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros(x_pad.shape, dtype=np.result_type(dout, w))
    dw = np.zeros(w.shape, dtype=np.result_type(dout, x))
    for p in range(HH):
        for q in range(WW):
            rows = slice(p, p + stride * H_out, stride)
            columns = slice(q, q + stride * W_out, stride)
            dw[:, :, p, q] = np.tensordot(dout, x_pad[:, :, rows, columns], axes=((0, 2, 3), (0, 2, 3)))
            dx_pad[:, :, rows, columns] += np.einsum("nfij,fc->ncij", dout, w[:, :, p, q])
    dx = dx_pad[:, :, pad : pad + H, pad : pad + W]
    db = dout.sum(axis=(0, 2, 3))
    return dw, db, dx
