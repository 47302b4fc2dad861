"""Patches are flattened with channels last, filters with channels first."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "With a single channel or with 1 by 1 filters everything is right. Otherwise the pixels of a window meet weights of "
    "the filter that belong to another place or channel. Look at the order in which the numbers of a window and those "
    "of a filter are paired. Take 2 channels and a window of 1 by 2: channel 0 holds 1 and 2, channel 1 holds 3 and 4. "
    "In which order does your code list these four, and in which order the weights of the filter?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out))
    rows = w.reshape(F, -1)
    for n in range(N):
        for i in range(H_out):
            for j in range(W_out):
                top, left = i * stride, j * stride
                window = x_pad[n, :, top : top + HH, left : left + WW]
                out[n, :, i, j] = rows @ window.transpose(1, 2, 0).reshape(-1) + b
    return out, (x, w, b, conv_param)
