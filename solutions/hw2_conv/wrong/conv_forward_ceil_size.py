"""The output size is rounded up, so a window that is not whole is visited."""

import math

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "Where the windows fit exactly, everything is right. Elsewhere your out has a row or a column too many at its "
    "lower or right end, made from windows that stick out of the image; all the rest is right. Take 7 pixels in a "
    "row, a filter of 1 by 2, stride 2 and pad 0, and draw the windows. How many of them lie wholly on the pixels, "
    "and how many does your out have room for? What does the docstring say about the rest?"
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
