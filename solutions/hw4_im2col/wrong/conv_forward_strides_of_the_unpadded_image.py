"""The strides are those of x, not of the padded copy that is looked at."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = "Print x.strides and x_pad.strides for pad 1. Which array does the view look at?"


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    x = np.ascontiguousarray(x)
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    image, channel, row, column = x.strides
    shape = (N, C, H_out, W_out, HH, WW)
    strides = (image, channel, stride * row, stride * column, row, column)
    windows = np.lib.stride_tricks.as_strided(x_pad, shape, strides)
    out = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))) + b
    return out.transpose(0, 3, 1, 2)
