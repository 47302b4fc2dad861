"""The filters are turned by 180 degrees."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = "Use a filter with a single 1 in its top left corner. Which pixel should out[0, 0, 0, 0] be?"


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (HH, WW), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = np.einsum("ncijpq,fcpq->nfij", windows, w[:, :, ::-1, ::-1])
    return out + b.reshape(1, F, 1, 1)
