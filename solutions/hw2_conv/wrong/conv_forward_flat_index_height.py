"""Pixels are looked up in a flat copy of the image with its height as the row length."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "For square images everything is right. For other images the windows are put together from the wrong pixels, or "
    "the call stops because a pixel lies outside. Take an image of 2 rows and 3 columns that holds the numbers 0 to "
    "5, and a filter of a single 1 with bias 0 and pad 0: out should be a copy of it. Where does your out first "
    "differ? Look at how far apart your code believes a pixel and the one below it to be."
)


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
