"""In another style: one table of the places of all windows in the flat image, and a matrix product."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_pad, W_pad = H + 2 * pad, W + 2 * pad
    oh, ow = (H_pad - HH) // s + 1, (W_pad - WW) // s + 1
    flat = np.zeros((N, C, H_pad, W_pad))
    flat[:, :, pad : pad + H, pad : pad + W] = x
    flat = flat.reshape(N, C, H_pad * W_pad)
    starts = [i * s * H_pad + j * s for i in range(oh) for j in range(ow)]
    offsets = [p * H_pad + q for p in range(HH) for q in range(WW)]
    places = np.add.outer(offsets, starts)
    columns = flat[:, :, places].reshape(N, C * HH * WW, oh * ow)
    out = w.reshape(F, -1) @ columns + b[:, None]
    return out.reshape(N, F, oh, ow), (x, w, b, conv_param)
