"""The width of out is worked out from the height of x."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = (
    "When there are at most as many windows across as down, all is right. For wider images the values are right, but "
    "out ends too early: columns on the right are missing, and it is as wide as it is high. Look at the number of "
    "windows that you keep across, and at which sizes it is made from. Take an image of 4x7, a 3x3 filter, stride 1, "
    "pad 1, and count the windows down and across on paper. Which of the two counts does your out show twice?"
)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (HH, WW), axis=(2, 3))
    size = 1 + (x.shape[2] + 2 * pad - HH) // stride
    windows = windows[:, :, ::stride, ::stride][:, :, :size, :size]
    out = np.einsum("ncijpq,fcpq->nfij", windows, w)
    return out + b.reshape(1, F, 1, 1)
