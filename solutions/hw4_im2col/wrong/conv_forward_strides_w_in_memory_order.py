"""The filters are flattened in the order in which they lie in memory."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = "Try w and np.asfortranarray(w). Does out change?"


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
