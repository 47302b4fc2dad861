"""With pad 0 the view looks at the caller's x, and that is scaled and not put back."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "x"
HINT = (
    "out is right, but with pad 0 the x that the caller handed in has changed: all its numbers have been multiplied by "
    "one factor. With pad 1 or more x stays as it was. Look at every step that changes numbers in an array that is "
    "already there, and ask where that array got its memory. Take an x of ones and a 2x2 filter, call the function "
    "twice with pad 0, and compare the two outs. What is different about the array you work on when pad is 0?"
)


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
