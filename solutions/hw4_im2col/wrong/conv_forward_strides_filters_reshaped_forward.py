"""The filters are brought forward by a reshape."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = (
    "With one filter all is right; with more, a map changes from filter to filter as you go along a row, though out "
    "has the right shape. Look at the order of the axes that come out of your sum of products, and at how they become "
    "(N, F, H_out, W_out); a new shape alone moves no number. Take x of zeros, two filters, b [1, 2] and an out of "
    "2x2. out[0, 0] should be all 1. What pattern does it have, and which axis of the sums changes fastest?"
)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    image, channel, row, column = x_pad.strides
    shape = (N, C, H_out, W_out, HH, WW)
    strides = (image, channel, stride * row, stride * column, row, column)
    windows = np.lib.stride_tricks.as_strided(x_pad, shape, strides)
    out = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))) + b
    return out.reshape(N, F, H_out, W_out)
