"""The output array is kept between calls and is never cleared."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "The first call is right. A later call whose out has the same shape also contains the results of the calls before "
    "it, and the array that was returned earlier changes with it. Call your function twice with the same arguments "
    "and keep both results: the second is twice what it should be. What does your out hold at the moment a call "
    "begins, and what happens to that array when the call is over?"
)

_OUT = {}


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = _OUT.setdefault((N, F, H_out, W_out), np.zeros((N, F, H_out, W_out)))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    out[n, f, i, j] += np.sum(window * w[f]) + b[f]
    return out, (x, w, b, conv_param)
