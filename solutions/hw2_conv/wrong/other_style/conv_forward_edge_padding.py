"""In another style: indices cut off at the border, then a matrix product."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    oh, ow = (H + 2 * pad - HH) // s + 1, (W + 2 * pad - WW) // s + 1
    rows = np.clip(np.arange(oh)[:, None] * s + np.arange(HH) - pad, 0, H - 1)
    cols = np.clip(np.arange(ow)[:, None] * s + np.arange(WW) - pad, 0, W - 1)
    patches = x[:, :, rows[:, None, :, None], cols[None, :, None, :]]
    table = patches.transpose(0, 2, 3, 1, 4, 5).reshape(N * oh * ow, C * HH * WW)
    out = (table @ w.reshape(F, -1).T + b).reshape(N, oh, ow, F)
    return out.transpose(0, 3, 1, 2), (x, w, b, conv_param)
