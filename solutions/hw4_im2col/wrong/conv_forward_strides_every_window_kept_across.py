"""Every other window is left out downwards only."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = (
    "Stride 1 is right. For larger strides the height of out is right and its width is too large: downwards the "
    "windows step as they should, but across there is one at every pixel. Look at each axis of the windows by itself, "
    "and at what the stride does to it. Take a 5x5 image, a 3x3 filter, stride 2, pad 0, and compare out.shape with "
    "what the docstring says. Which of the two numbers is right, and what did its axis get that the other did not?"
)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (HH, WW), axis=(2, 3))
    windows = windows[:, :, ::stride]
    out = np.einsum("ncijpq,fcpq->nfij", windows, w)
    return out + b.reshape(1, F, 1, 1)
