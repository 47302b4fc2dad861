"""Stride and pad are taken from conv_param by position, not by name."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "When 'stride' is written first in conv_param, everything is right. When 'pad' is written first, the two numbers "
    "trade places: a pad of 0 even becomes a stride of 0. Look at how your code gets the two numbers out of the dict. "
    "Call it with {'stride': 2, 'pad': 1} and with {'pad': 1, 'stride': 2}, and print what it takes for the stride "
    "each time. Should the order in which the keys were written matter?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param.values()
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return out, (x, w, b, conv_param)
