"""Patches are flattened with channels last, filters with channels first."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = "Write down which tap of the filter the second entry of a flattened patch is multiplied with. Use 2 channels."


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out))
    rows = w.reshape(F, -1)
    for n in range(N):
        for i in range(H_out):
            for j in range(W_out):
                top, left = i * stride, j * stride
                window = x_pad[n, :, top : top + HH, left : left + WW]
                out[n, :, i, j] = rows @ window.transpose(1, 2, 0).reshape(-1) + b
    return out, (x, w, b, conv_param)
