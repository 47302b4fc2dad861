"""All windows are kept, also those that the stride leaves out."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = "Compare out.shape with the docstring for stride 2."


def conv_forward_strides(x, w, b, conv_param):
    pad = conv_param["pad"]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (HH, WW), axis=(2, 3))
    out = np.einsum("ncijpq,fcpq->nfij", windows, w)
    return out + b.reshape(1, F, 1, 1)
