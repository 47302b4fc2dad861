"""In another style: shift and add over the taps, the taps counted from the end."""

import numpy as np


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    H_out, W_out = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    out = np.zeros((N, F, H_out, W_out), dtype=np.result_type(x, w, b))
    for p in range(1, HH + 1):
        for q in range(1, WW + 1):
            top, left = p - 1, q - 1
            seen = x_pad[:, :, top : top + stride * H_out : stride, left : left + stride * W_out : stride]
            out += np.einsum("ncij,fc->nfij", seen, w[:, :, -p, -q])
    return out + b[:, None, None]
