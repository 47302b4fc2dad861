"""In another style: shift-and-add over the taps of the filter, tap k at row k * stride."""

import numpy as np


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    canvas = np.zeros((N, C, H + 2 * pad + stride * HH + H_out, W + 2 * pad + stride * WW + W_out))
    canvas[:, :, pad : pad + H, pad : pad + W] = x
    out = np.zeros((N, F, H_out, W_out)) + b.reshape(1, F, 1, 1)
    for k in range(HH):
        for q in range(WW):
            seen = canvas[:, :, k * stride : k * stride + H_out, q * stride : q * stride + W_out]
            out += np.tensordot(seen, w[:, :, k, q], axes=([1], [1])).transpose(0, 3, 1, 2)
    return out
