"""The filters are turned by 180 degrees."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = (
    "The windows are the right ones, but in the sum of products the first pixel of a window meets the last weight of "
    "the filter, and the last pixel the first weight: one of the two is turned by 180 degrees. Filters that survive "
    "such a turn, 1x1 for one, show nothing. Take a row of three pixels, 1, 2 and 3, the 1x3 filter [[1, 0, 0]], pad 0 "
    "and b 0. What is the sum of products by hand, and which pixel does your function pick?"
)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (HH, WW), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = np.einsum("ncijpq,fcpq->nfij", windows, w[:, :, ::-1, ::-1])
    return out + b.reshape(1, F, 1, 1)
