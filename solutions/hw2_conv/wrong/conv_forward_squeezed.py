"""Axes of length 1 disappear from the output."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "The numbers are right, but axes are missing: with one image, one filter, or a map that is one pixel high or "
    "wide, your out has fewer than four axes. Code that comes after it, such as out[0, 0], then reads something else. "
    "Run one image through one filter and print out.shape. How many numbers does the docstring promise there? Look "
    "for the step after which the axes of length 1 are gone."
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
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
    return out.squeeze(), (x, w, b, conv_param)
