"""The strides are worked out from the shape, as if the array lay in C order."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = "Print x_pad.strides and yours for x = np.asfortranarray(x). When are they the same?"


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    column = x_pad.itemsize
    row = column * x_pad.shape[3]
    channel = row * x_pad.shape[2]
    image = channel * C
    shape = (N, C, H_out, W_out, HH, WW)
    strides = (image, channel, stride * row, stride * column, row, column)
    windows = np.lib.stride_tricks.as_strided(x_pad, shape, strides)
    out = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))) + b
    return out.transpose(0, 3, 1, 2)
