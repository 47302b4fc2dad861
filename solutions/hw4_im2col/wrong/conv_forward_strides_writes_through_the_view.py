"""Each window is multiplied by the filter in place, in a view whose windows share their pixels."""

import numpy as np

QUESTIONS = ("conv_forward_strides",)
OUTPUT = "out"
HINT = (
    "Where windows do not overlap, the first filter is right and the later ones are not; where they overlap, even the "
    "first is wrong. The pixels change while they are being used: a view owns no numbers, and windows that overlap "
    "share theirs. Look at where the products of window and filter are stored. Take one pixel of value 1 and two 1x1 "
    "filters, 2 and 3, with b 0 and pad 0. out should hold 2 and 3: what does it hold, and what did the second filter "
    "see?"
)


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
