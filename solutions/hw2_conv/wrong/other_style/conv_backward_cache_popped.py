"""In another style: im2col by sliding_window_view, the two numbers taken from the end of the list."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    x_pad = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    windows = sliding_window_view(x_pad, w.shape[2:], axis=(2, 3))[:, :, ::s, ::s]
    N, C, H_out, W_out = windows.shape[:4]
    rows = windows.transpose(0, 2, 3, 1, 4, 5).reshape(N, H_out * W_out, -1)
    out = rows @ w.reshape(len(w), -1).T + b
    return out.reshape(N, H_out, W_out, -1).transpose(0, 3, 1, 2), [rows, x.shape, w, s, p]


def conv_backward_naive(dout, cache):
    p = cache.pop()
    s = cache.pop()
    rows, (N, C, H, W), w = cache
    F, _, HH, WW = w.shape
    H_out, W_out = dout.shape[2:]
    grad = dout.transpose(0, 2, 3, 1).reshape(-1, F)
    dw = (grad.T @ rows.reshape(len(grad), -1)).reshape(w.shape)
    back = (grad @ w.reshape(F, -1)).reshape(N, H_out, W_out, C, HH, WW)
    dx_pad = np.zeros((N, C, H + 2 * p, W + 2 * p))
    for i in range(H_out):
        for j in range(W_out):
            dx_pad[:, :, i * s : i * s + HH, j * s : j * s + WW] += back[:, i, j]
    return dx_pad[:, :, p : p + H, p : p + W], dw, grad.sum(axis=0)
