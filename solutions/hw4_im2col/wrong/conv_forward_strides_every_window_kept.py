"""All windows are kept, also those that the stride leaves out."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = (
    "Stride 1 is right. For larger strides out is too large both ways: it has a value for every window one pixel "
    "apart, also for those that the stride steps over. Look at where the stride enters your computation. Take a row of "
    "seven pixels, a filter of width 3, stride 2 and pad 0, and write down the first pixel of every window, once by "
    "the docstring and once by your function. Which of yours are not on the first list?"
)


def conv_forward_strides(x, w, b, conv_param):
    pad = conv_param["pad"]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (HH, WW), axis=(2, 3))
    out = np.einsum("ncijpq,fcpq->nfij", windows, w)
    return out + b.reshape(1, F, 1, 1)
