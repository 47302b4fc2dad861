"""The gradient dout is flattened to one row per filter without moving the filter axis first."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dw"
HINT = (
    "dx and db are right, and so is dw for a single image or a single filter. With several of both, dw mixes up which "
    "entries of dout belong to which filter. Look at the order in which the entries of dout meet the windows. Take 2 "
    "images, 2 filters and maps of one pixel, and number the four entries of dout from 0 to 3, the last axis running "
    "fastest. Which two belong to filter 0, and which two does your dw take for it?"
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
    columns = []
    for n in range(N):
        for i in range(H_out):
            for j in range(W_out):
                top, left = i * stride, j * stride
                columns.append(x_pad[n, :, top : top + HH, left : left + WW].reshape(-1))
    dw = (dout.reshape(F, -1) @ np.array(columns)).reshape(w.shape)
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
