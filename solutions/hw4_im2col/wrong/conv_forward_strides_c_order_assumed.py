"""The strides are worked out from the shape, as if the array lay in C order."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = (
    "For an x in C order all is right. For others, such as Fortran order, the windows are made of wrong pixels, "
    "because the steps in memory are worked out from the shape alone. Look at how you know how many bytes lie between "
    "a pixel and its neighbour to the right: is it what this array says, or what most arrays would say? Print the "
    "strides of np.zeros((2, 3)) and of np.asfortranarray(np.zeros((2, 3))). The shapes agree, but do the strides?"
)


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
