"""With pad 0 the view looks at the caller's x, and that is scaled and not put back."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "x"
HINT = "Print x before and after a call with pad 0. Which lines give an array of your own?"


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad))) if pad else x
    scale = w.shape[1] * HH * WW
    x_pad *= scale
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (HH, WW), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = np.einsum("ncijpq,fcpq->nfij", windows, w)
    return out / scale + b.reshape(1, F, 1, 1)
