"""The step of the windows is left out both ways."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = "Use stride 2. How many pixels lie between windows[0, 0, 0, 0] and windows[0, 0, 0, 1]?"


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    image, channel, row, column = x_pad.strides
    shape = (N, C, H_out, W_out, HH, WW)
    strides = (image, channel, row, column, row, column)
    windows = np.lib.stride_tricks.as_strided(x_pad, shape, strides)
    out = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))) + b
    return out.transpose(0, 3, 1, 2)
