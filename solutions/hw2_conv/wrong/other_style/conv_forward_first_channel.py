"""In another style: einsum over all windows of one grey picture per image."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    HH, WW = w.shape[2:]
    grey = np.pad(x[:, 0], ((0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(grey, (HH, WW), axis=(1, 2))
    windows = windows[:, ::stride, ::stride]
    out = np.einsum("nijpq,fpq->nfij", windows, w[:, 0]) + b[:, None, None]
    return out, (x, w, b, conv_param)
