"""In another style: einsum over sliding windows for dw, shift and add over the taps for dx."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

dw_by_shape = {}


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    H_out, W_out = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = sliding_window_view(x_pad, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    if w.shape not in dw_by_shape:
        dw_by_shape[w.shape] = np.zeros(w.shape)
    dw_by_shape[w.shape] = dw_by_shape[w.shape] + np.einsum("nfij,ncijpq->fcpq", dout, windows)
    dx_pad = np.zeros(x_pad.shape, dtype=dout.dtype)
    for p in range(w.shape[2]):
        for q in range(w.shape[3]):
            part = np.tensordot(dout, w[:, :, p, q], axes=(1, 0)).transpose(0, 3, 1, 2)
            dx_pad[:, :, p : p + stride * H_out : stride, q : q + stride * W_out : stride] += part
    dw = dw_by_shape[w.shape].copy()
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
