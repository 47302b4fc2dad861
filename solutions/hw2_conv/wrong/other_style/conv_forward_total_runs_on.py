"""In another style: einsum over sliding_window_view, added up along each row of out by cumsum."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    x_pad = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    windows = sliding_window_view(x_pad, w.shape[2:], axis=(2, 3))[:, :, ::s, ::s]
    sums = np.einsum("ncijkl,fckl->nfij", windows, w)
    out = np.cumsum(sums, axis=3) + b[:, None, None]
    return out, (x, w, b, conv_param)
