"""In another style: one window of all images at a time, times a matrix with one column for each filter."""

import numpy as np


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=x.dtype)
    x_pad[:, :, pad : pad + H, pad : pad + W] = x
    filters = w.reshape((C * HH * WW, F))
    tops = range(0, H + 2 * pad - HH + 1, stride)
    lefts = range(0, W + 2 * pad - WW + 1, stride)
    out = np.empty((N, F, len(tops), len(lefts)), dtype=np.result_type(x, w, b))
    for i, top in enumerate(tops):
        for j, left in enumerate(lefts):
            rows = x_pad[:, :, top : top + HH, left : left + WW].reshape(N, -1)
            out[:, :, i, j] = rows.dot(filters) + b
    return out, (x, w, b, conv_param)
