"""The stride lies between the pixels of a window, not between windows."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = (
    "Stride 1 is right. For larger strides neighbouring windows start one pixel apart, and it is the pixels inside a "
    "window that lie a stride apart, so that each window is read with holes and may leave the image. Look at the "
    "steps in memory that your view makes along each of its axes: which axes lead from window to window, and which "
    "from pixel to pixel inside one? Take the line 0 to 5 as a 1x6 image, a 1x2 filter of ones and stride 2. Which "
    "two pixels should your second window hold, and which two does it hold?"
)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    room = stride * max(HH, WW) + max(H_out, W_out)  # what lies past the image is zero here, not another array's memory
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad + room), (pad, pad + room)))
    image, channel, row, column = x_pad.strides
    strides = (image, channel, row, column, stride * row, stride * column)
    windows = np.lib.stride_tricks.as_strided(x_pad, (N, C, H_out, W_out, HH, WW), strides, writeable=False)
    return np.einsum("ncijkl,fckl->nfij", windows, w) + b[:, None, None]
