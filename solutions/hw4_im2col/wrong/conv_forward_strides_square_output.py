"""The width of out is worked out from the height of x."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = "Try an image of 4x7 and compare out.shape with the docstring."


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (HH, WW), axis=(2, 3))
    size = 1 + (x.shape[2] + 2 * pad - HH) // stride
    windows = windows[:, :, ::stride, ::stride][:, :, :size, :size]
    out = np.einsum("ncijpq,fcpq->nfij", windows, w)
    return out + b.reshape(1, F, 1, 1)
