"""The output size is rounded up, so a window that is not whole is visited."""

import math

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "Take 7 pixels, a window of 2 and stride 2. How many whole windows are there, and how many does your out have "
    "room for?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = math.ceil((H + 2 * pad - HH) / stride) + 1
    W_out = math.ceil((W + 2 * pad - WW) / stride) + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    taps = w[f, :, : window.shape[1], : window.shape[2]]
                    out[n, f, i, j] = np.sum(window * taps) + b[f]
    return out, (x, w, b, conv_param)
