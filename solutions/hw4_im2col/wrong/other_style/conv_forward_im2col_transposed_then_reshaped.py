"""In another style: einsum over a view of the windows, filters last."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = sliding_window_view(x_pad, (HH, WW), axis=(2, 3))[:, :, ::stride, ::stride]
    N, _, H_out, W_out = windows.shape[:4]
    out = np.einsum("ncijpq,fcpq->ijnf", windows, w) + b
    return np.ascontiguousarray(out).reshape(N, F, H_out, W_out), (x, w, b, conv_param)
