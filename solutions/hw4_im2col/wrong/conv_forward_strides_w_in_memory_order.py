"""The filters are flattened in the order in which they lie in memory."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = (
    "Filters that lie in C order are right. When the same numbers lie in memory in another order, as in a Fortran "
    "array, weights meet wrong pixels, although w[f, c, i, j] does not depend on how memory is laid out. Look at how a "
    "filter becomes a row of numbers: does that step go by the indices or by the memory? Call your function with w and "
    "with np.asfortranarray(w). The two arrays are equal, so why is out not?"
)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (HH, WW), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    N, C, H_out, W_out = windows.shape[:4]
    rows = windows.transpose(0, 2, 3, 1, 4, 5).reshape(N * H_out * W_out, -1)
    filters = w.ravel(order="K").reshape(F, -1)
    out = (rows @ filters.T).reshape(N, H_out, W_out, F).transpose(0, 3, 1, 2)
    return out + b.reshape(1, F, 1, 1)
