"""The step of the windows is left out sideways."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = (
    "Stride 1 is right. For larger strides the first column of out is right; further right, the windows come from too "
    "far left, though from the right rows. Look at how far your view moves in memory from one window to the one below "
    "it and to the one beside it, and whether both follow the same rule. Take a 3x3 image with the numbers 0 to 8, a "
    "1x1 filter of value 1, b 0, pad 0 and stride 2. Which of the four values of out is the first wrong one?"
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
    strides = (image, channel, stride * row, column, row, column)
    windows = np.lib.stride_tricks.as_strided(x_pad, shape, strides)
    out = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))) + b
    return out.transpose(0, 3, 1, 2)
