"""In another style: one window at a time, with each filter as a row of numbers."""

import numpy as np


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    length = C * HH * WW
    weights = w.flatten(order="K")
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    H_out, W_out = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    out = np.zeros((N, F, H_out, W_out), dtype=np.result_type(x, w, b))
    for n, i, j in np.ndindex(N, H_out, W_out):
        top, left = i * stride, j * stride
        window = x_pad[n, :, top : top + HH, left : left + WW].flatten()
        for f in range(F):
            out[n, f, i, j] = window.dot(weights[f * length : (f + 1) * length]) + b[f]
    return out
