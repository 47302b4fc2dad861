"""In another style: einsum over sliding windows; dx as a convolution of the spread-out dout with the turned filter."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    _, F, H_out, W_out = dout.shape
    _, _, HH, WW = w.shape
    dout /= N
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (HH, WW), axis=(2, 3))[:, :, ::stride, ::stride]
    dw = np.einsum("nfij,ncijpq->fcpq", dout, windows)

    height, width = stride * (H_out - 1) + 1, stride * (W_out - 1) + 1
    spread = np.zeros((N, F, height + 2 * (HH - 1), width + 2 * (WW - 1)), dtype=dout.dtype)
    spread[:, :, HH - 1 : HH - 1 + height : stride, WW - 1 : WW - 1 + width : stride] = dout
    windows = np.lib.stride_tricks.sliding_window_view(spread, (HH, WW), axis=(2, 3))
    dx_pad = np.zeros_like(x_pad)
    dx_pad[:, :, : height + HH - 1, : width + WW - 1] = np.einsum("nfrkpq,fcpq->ncrk", windows, w[:, :, ::-1, ::-1])
    dx = dx_pad[:, :, pad : pad + H, pad : pad + W]
    return dx * N, dw * N, dout.sum(axis=(0, 2, 3)) * N
