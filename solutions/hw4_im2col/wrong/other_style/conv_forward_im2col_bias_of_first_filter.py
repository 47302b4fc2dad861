"""In another style: filter by filter, shift and add over the taps."""

import numpy as np


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.full((N, F, H_out, W_out), b.flat[0], dtype=np.result_type(x, w, b))
    for f in range(F):
        for c, p, q in np.ndindex(C, HH, WW):
            part = x_pad[:, c, p : p + stride * H_out : stride, q : q + stride * W_out : stride]
            out[:, f] += w[f, c, p, q] * part
    return out, (x, w, b, conv_param)
