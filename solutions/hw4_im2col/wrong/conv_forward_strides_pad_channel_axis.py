"""The border is put around the channels."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = (
    "pad 0 is right. With pad above 0 the call mostly fails; where it does not, the height of out is right and its "
    "width too small, because the border sits on the wrong pair of axes. Look at which axes of x become longer when "
    "the border is put on, and name all four of them. Take x of shape (1, 3, 5, 5) and pad 1, write down the shape "
    "that the padded image should have, then print yours. Which axis has grown that has no business to?"
)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (HH, WW), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = np.einsum("ncijpq,fcpq->nfij", windows, w)
    return out + b.reshape(1, F, 1, 1)
