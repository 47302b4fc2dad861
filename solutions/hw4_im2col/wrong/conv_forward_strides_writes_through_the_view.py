"""Each window is multiplied by the filter in place, in a view whose windows share their pixels."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = "Print x_pad before and after the loop. Where does a view keep its numbers?"


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (HH, WW), axis=(2, 3), writeable=True)
    windows = windows[:, :, ::stride, ::stride]
    maps = []
    for f in range(F):
        windows *= w[f].reshape(1, -1, 1, 1, HH, WW)
        maps.append(windows.sum(axis=(1, 4, 5)))
    out = np.stack(maps, axis=1)
    return out + b.reshape(1, F, 1, 1)
