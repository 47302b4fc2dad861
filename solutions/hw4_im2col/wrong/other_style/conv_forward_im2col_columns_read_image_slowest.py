"""In another style: one column after the other, put into a list and read back with a counter."""

import numpy as np


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    columns = []
    for top in range(0, H_out * stride, stride):
        for left in range(0, W_out * stride, stride):
            for n in range(N):
                window = x_pad[n, :, top : top + HH, left : left + WW]
                columns.append((w * window).sum(axis=(1, 2, 3)) + b)
    out = np.zeros((N, F, H_out, W_out), dtype=np.result_type(x, w, b))
    k = 0
    for n in range(N):
        for i in range(H_out):
            for j in range(W_out):
                out[n, :, i, j] = columns[k]
                k += 1
    return out, (x, w, b, conv_param)
