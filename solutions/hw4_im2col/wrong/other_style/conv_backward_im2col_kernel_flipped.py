"""In another style: dout spread out by the stride, and the filters run over it."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = dout.shape[2:]
    spread = np.zeros((N, F, H + 2 * pad + HH - 1, W + 2 * pad + WW - 1))
    spread[:, :, HH - 1 :: stride, WW - 1 :: stride][:, :, :H_out, :W_out] = dout
    dx_pad = np.einsum("nfhwpq,fcpq->nchw", sliding_window_view(spread, (HH, WW), axis=(2, 3)), w)
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = sliding_window_view(x_pad, (HH, WW), axis=(2, 3))[:, :, ::stride, ::stride]
    dw = np.einsum("nfij,ncijpq->fcpq", dout, windows)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
