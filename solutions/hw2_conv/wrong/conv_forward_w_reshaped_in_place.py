"""The caller's filters are given another shape and stay that way."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "w"
HINT = (
    "out is right, but the caller's filters are not what they were: after your call w has two axes, (F, C*HH*WW), in "
    "place of four. The docstring calls w read-only, because the array belongs to the caller, who will use it again. "
    "Print w.shape before and after one call. Which step gives the array its new shape, and what would a second call "
    "make of that w?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    w.shape = (F, C * HH * WW)
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    out[n, f, i, j] = window.reshape(-1) @ w[f] + b[f]
    return out, (x, w.reshape(F, C, HH, WW), b, conv_param)
