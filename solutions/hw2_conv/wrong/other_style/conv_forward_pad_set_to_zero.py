"""In another style: pads first, then calls itself without padding."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    if pad > 0:
        asked = conv_param.copy()
        x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        conv_param["pad"] = 0
        out, _ = conv_forward_naive(x_pad, w, b, conv_param)
        return out, (x, w, b, asked)
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))[:, :, ::s, ::s]
    out = np.einsum("ncijpq,fcpq->nfij", windows, w) + b.reshape(1, -1, 1, 1)
    return out, (x, w, b, conv_param.copy())
