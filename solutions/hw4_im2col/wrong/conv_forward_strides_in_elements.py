"""The strides count elements."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = (
    "Nearly every value of out is nonsense, very large or very small numbers among them: the view reads pieces of two "
    "neighbouring numbers as if they were one. So the windows begin at the wrong bytes. Look at the steps that your "
    "view takes in memory, and at what they count. Make a = np.zeros((2, 3)) and write down how many numbers lie "
    "between a[0, 0] and a[1, 0]; then print a.strides. By what factor do they differ, and what does one number of a "
    "need so much room for?"
)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    column = 1
    row = x_pad.shape[3]
    channel = row * x_pad.shape[2]
    image = channel * C
    shape = (N, C, H_out, W_out, HH, WW)
    strides = (image, channel, stride * row, stride * column, row, column)
    windows = np.lib.stride_tricks.as_strided(x_pad, shape, strides)
    out = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))) + b
    return out.transpose(0, 3, 1, 2)
