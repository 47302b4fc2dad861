"""The bias is added once for every input channel."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = "Set x to zeros: what is out, in units of b? Look at which loop the bias sits in."


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for c in range(C):
                for i in range(H_out):
                    for j in range(W_out):
                        top, left = i * stride, j * stride
                        window = x_pad[n, c, top : top + HH, left : left + WW]
                        out[n, f, i, j] += np.sum(window * w[f, c]) + b[f]
    return out, (x, w, b, conv_param)
