"""Pixels are looked up in a flat image gradient with the height as the row length."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "dw and db are right, and for square images so is dx. For other images the shares land on the wrong pixels of dx, "
    "or the call stops because a place lies outside. Look at how a pixel's place follows from its row and its column. "
    "Number the pixels of an image with 2 rows and 3 columns from 0, row by row. Which number has the first pixel of "
    "the second row, and which one does your rule give?"
)


def conv_backward_naive(dout, cache):
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    db = dout.sum(axis=(0, 2, 3))
    dx_flat = dx_pad.reshape(N, x.shape[1], -1)
    row_length = H + 2 * pad
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dw[f] += dout[n, f, i, j] * x_pad[n, :, rows, columns]
                    for p in range(HH):
                        for q in range(WW):
                            place = (i * stride + p) * row_length + j * stride + q
                            dx_flat[n, :, place] += dout[n, f, i, j] * w[f, :, p, q]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
