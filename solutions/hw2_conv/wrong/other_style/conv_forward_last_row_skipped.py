"""In another style: one matrix product per row of windows, the rows counted in a while loop."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    padded[:, :, pad : pad + H, pad : pad + W] = x
    H_out = (padded.shape[2] - HH) // stride + 1
    W_out = (padded.shape[3] - WW) // stride + 1
    out = np.zeros((N, F, H_out, W_out))
    filters = w.reshape(F, -1)
    top, i = 0, 0
    while top + HH < padded.shape[2]:
        band = padded[:, :, top : top + HH]
        windows = [band[..., j * stride : j * stride + WW].reshape(N, -1) for j in range(W_out)]
        out[:, :, i] = (np.stack(windows, axis=1) @ filters.T + b).transpose(0, 2, 1)
        top, i = top + stride, i + 1
    return out, (x, w, b, conv_param)
