"""The view holds windows as wide as they are high."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = "Try a filter of 2x3 and print windows.shape."


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (HH, HH), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = np.einsum("ncijpq,fcpq->nfij", windows, w)
    return out + b.reshape(1, F, 1, 1)
