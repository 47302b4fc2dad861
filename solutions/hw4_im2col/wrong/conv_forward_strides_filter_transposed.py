"""Row and column of the filter are mixed up in the product."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = (
    "Each window meets the filter with rows and columns exchanged, mirrored along its diagonal. A filter that is the "
    "same after that is right; one that is not square mostly makes the call fail, since it does not fit the window. "
    "Look at which axis of w is paired with which axis of a window in your sum of products. Take the image [[1, 2], "
    "[3, 4]], pad 0, b 0 and a 2x2 filter whose only 1 is in the top right corner. Which pixel should out show, and "
    "which does it show?"
)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (HH, WW), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = np.einsum("ncijpq,fcqp->nfij", windows, w)
    return out + b.reshape(1, F, 1, 1)
