"""Pixels are looked up in a flat copy of the image with its height as the row length."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = "Number the pixels of a 2 by 3 image row by row. By how much does the number grow when you go one row down?"


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    flat = x_pad.reshape(N, C, -1)
    row_length = H + 2 * pad
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows = np.arange(i * stride, i * stride + HH)
                    columns = np.arange(j * stride, j * stride + WW)
                    window = np.take(flat[n], rows[:, None] * row_length + columns, axis=1)
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return out, (x, w, b, conv_param)
