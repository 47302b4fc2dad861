"""The zeros are added along channels and height, as if channels came last."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = "Print the shape of x before and after padding. Which axis is the channel axis here?"


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x_pad[n, :C, top : top + HH, left : left + WW]
                    taps = w[f, :, :, : window.shape[2]]
                    out[n, f, i, j] = np.sum(window * taps) + b[f]
    return out, (x, w, b, conv_param)
