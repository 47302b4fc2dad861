"""The strides are those of x, not of the padded copy that is looked at."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = (
    "pad 0 is right. With a border the windows slide apart: each row begins a few pixels too early in memory, and the "
    "error grows from row to row, channel to channel and image to image. The view looks at one array, but the steps it "
    "takes belong to another. Take a 3x3 image with pad 1 and write down how many pixels lie between the beginnings of "
    "two rows, for the image and for the image with its border. Which of the two does your view use?"
)


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
