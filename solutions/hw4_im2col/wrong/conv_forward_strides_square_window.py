"""The view holds windows as wide as they are high."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = (
    "Square filters are right. For the others the call fails or out has another size, because windows and filter do "
    "not fit: your windows are always as wide as they are high. Look at the two sizes that you ask for when you make "
    "the windows, and at where each of them comes from. Take an image of 5x5 and a filter of 2x3, and print the shape "
    "of your windows before they meet the filter. Which two of its numbers should be HH and WW, and what are they?"
)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (HH, HH), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = np.einsum("ncijpq,fcpq->nfij", windows, w)
    return out + b.reshape(1, F, 1, 1)
