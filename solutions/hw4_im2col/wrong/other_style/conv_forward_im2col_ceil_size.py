"""In another style: window by window, the windows cut off at the edge."""

import numpy as np


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = int(np.ceil((H + 2 * pad - HH) / stride)) + 1
    W_out = int(np.ceil((W + 2 * pad - WW) / stride)) + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out), dtype=x.dtype)
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            window = x_pad[:, :, top : top + HH, left : left + WW]
            height, width = window.shape[2:]
            for f in range(F):
                out[:, f, i, j] = (window * w[f, :, :height, :width]).sum(axis=(1, 2, 3)) + b[f]
    return out, (x, w, b, conv_param)
