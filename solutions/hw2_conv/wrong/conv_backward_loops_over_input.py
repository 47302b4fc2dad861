"""The loops run over the pixels of the image, as if out always had the same size."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = "Run with pad 0. How many windows are there in a row, and how many times does your inner loop run?"


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
    for n in range(N):
        for f in range(F):
            for top in range(0, H, stride):
                for left in range(0, W, stride):
                    value = dout[n, f, min(top // stride, H_out - 1), min(left // stride, W_out - 1)]
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    high, wide = window.shape[1:]
                    dw[f, :, :high, :wide] += value * window
                    dx_pad[n, :, top : top + high, left : left + wide] += value * w[f, :, :high, :wide]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
