"""In another style: tensordot over sliding_window_view, stored at the end."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = sliding_window_view(x_pad, w.shape[2:], axis=(2, 3))[:, :, ::s, ::s]
    sums = np.tensordot(windows, w, axes=([1, 4, 5], [1, 2, 3])) + b
    out = sums.transpose(0, 3, 1, 2).astype("float16")
    return out, (x, w, b, conv_param)
