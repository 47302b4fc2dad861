"""The windows are cut with strides that hold for row-by-row memory only."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "For an ordinary x everything is right. When the same numbers lie in another order in memory, as after "
    "np.asfortranarray, your values are wrong, although every x[n, c, h, w] is the same. The docstring allows any "
    "memory layout. Print x.strides for both versions of a small x. Which part of your code relies on where a pixel "
    "lies in memory, and where does it get the distances from?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    HH, WW = w.shape[2:]
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    H_pad, W_pad = x_pad.shape[2:]
    item = x_pad.itemsize
    steps = (C * H_pad * W_pad, H_pad * W_pad, stride * W_pad, stride, W_pad, 1)
    windows = np.lib.stride_tricks.as_strided(x_pad, (N, C, H_out, W_out, HH, WW), [item * s for s in steps])
    out = np.einsum("nchwij,fcij->nfhw", windows, w) + b[:, None, None]
    return out, (x, w, b, conv_param)
