"""In another style: shift and add over the taps, with the filters as the last axis."""

import numpy as np


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad))).transpose(0, 2, 3, 1)
    N, H_pad, W_pad, _ = x_pad.shape
    H_out, W_out = (H_pad - HH) // stride + 1, (W_pad - WW) // stride + 1
    sums = np.zeros((N, H_out, W_out, F), dtype=np.result_type(x, w, b)) + b
    for p in range(HH):
        for q in range(WW):
            part = x_pad[:, p : p + stride * H_out : stride, q : q + stride * W_out : stride]
            sums += part @ w[:, :, p, q].T
    return sums.reshape((N, F, H_out, W_out))
