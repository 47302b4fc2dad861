"""The step of the windows is left out both ways."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = (
    "Stride 1 is right. For larger strides out has the right size, but its windows lie one pixel apart, down as well "
    "as across: the count of the windows knows the stride, their places do not. Look at how far your view moves in "
    "memory from one window to the next. Take the row 0, 1, 2, 3, 4 as image, a 1x1 filter of value 1, b 0, pad 0 and "
    "stride 2. Which three numbers should out show, and which does it show?"
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
    strides = (image, channel, row, column, row, column)
    windows = np.lib.stride_tricks.as_strided(x_pad, shape, strides)
    out = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))) + b
    return out.transpose(0, 3, 1, 2)
