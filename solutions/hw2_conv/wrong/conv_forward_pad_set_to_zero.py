"""The caller's conv_param is changed: after the call its pad is 0."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "conv_param"
HINT = (
    "out is right, but conv_param is not what it was: after your call its pad is 0. The next call with the same dict "
    "then works without padding, and its out is smaller. The docstring calls conv_param read-only, because it belongs "
    "to the caller. Print it before and after one call with pad 1. Which step of your code writes into it, and who "
    "may still want to read pad later?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cache = (x, w, b, dict(conv_param))
    conv_param["pad"] = 0
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return out, cache
