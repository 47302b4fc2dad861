"""In another style: a strided view and einsum for dw, windows in loops for dx."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    _, F, H_out, W_out = dout.shape
    _, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    image, channel, row, column = x_pad.strides
    windows = np.lib.stride_tricks.as_strided(
        x_pad, (N, C, HH, WW, H_out, W_out), (image, channel, row, column, stride * row, stride * column)
    )
    places = H_out * W_out
    dw = np.einsum("nfij,ncpqij->fcpq", dout, windows) / places
    dx_pad = np.zeros_like(x_pad)
    for f in range(F):
        for i in range(H_out):
            for j in range(W_out):
                top, left = i * stride, j * stride
                dx_pad[:, :, top : top + HH, left : left + WW] += dout[:, f, i, j].reshape(N, 1, 1, 1) * w[f]
    db = np.einsum("nfij->f", dout)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
