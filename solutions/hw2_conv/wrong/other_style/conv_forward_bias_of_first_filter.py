"""In another style: im2col and one matrix product."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    rows, cols = (H + 2 * pad - HH) // s + 1, (W + 2 * pad - WW) // s + 1
    x_col = np.zeros((rows * cols, N, C * HH * WW))
    for k in range(rows * cols):
        top, left = k // cols * s, k % cols * s
        x_col[k] = x_pad[:, :, top : top + HH, left : left + WW].reshape(N, -1)
    out = x_col @ w.reshape(F, -1).T
    out += b[0]
    return out.transpose(1, 2, 0).reshape(N, F, rows, cols), (x, w, b, conv_param)
