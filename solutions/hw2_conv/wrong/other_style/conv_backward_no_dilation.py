"""In another style: full convolution with einsum over sliding_window_view."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    patches = sliding_window_view(x_pad, (HH, WW), axis=(2, 3))[:, :, ::s, ::s]
    dw = np.einsum("nfij,ncijpq->fcpq", dout, patches)
    frame = np.pad(dout, ((0, 0), (0, 0), (HH - 1, HH - 1), (WW - 1, WW - 1)))
    windows = sliding_window_view(frame, (HH, WW), axis=(2, 3))
    full = np.einsum("nfijpq,fcpq->ncij", windows, np.flip(w, axis=(2, 3)))
    dx_pad = np.zeros(x_pad.shape)
    dx_pad[:, :, : full.shape[2], : full.shape[3]] = full
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
