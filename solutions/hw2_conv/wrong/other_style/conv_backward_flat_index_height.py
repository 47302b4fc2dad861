"""In another style: index arrays for all taps at once, added up with np.add.at."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    HH, WW = w.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = sliding_window_view(x_pad, (HH, WW), axis=(2, 3))[:, :, ::s, ::s]
    db = dout.sum(axis=(0, 2, 3))
    dw = np.zeros(w.shape)
    dw += np.einsum("nfij,ncijpq->fcpq", dout, windows)

    i, j, p, q = np.indices((dout.shape[2], dout.shape[3], HH, WW))
    pixels = (i * s + p) * (H + 2 * pad) + (j * s + q)
    shares = np.einsum("nfij,fcpq->ijpqnc", dout, w)
    dx_flat = np.zeros((x_pad.shape[2] * x_pad.shape[3], N, C))
    np.add.at(dx_flat, pixels, shares)
    dx_pad = dx_flat.transpose(1, 2, 0).reshape(x_pad.shape)
    return dx_pad[:, :, pad : H + pad, pad : W + pad], dw, db
