"""In another style: einsum over images with channels last."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    F, C, HH, WW = w.shape
    last = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad))).transpose(0, 2, 3, 1)
    windows = sliding_window_view(last, (HH, WW), axis=(1, 2))[:, ::s, ::s]
    filters = w.reshape(F, HH, WW, C)
    out = np.einsum("nijcpq,fpqc->nfij", windows, filters)
    return out + b[:, None, None], (x, w, b, conv_param)
