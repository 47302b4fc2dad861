"""In another style: the windows as rows of one matrix, two matrix products."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    rows = np.zeros((H_out, W_out, N, C * HH * WW))
    for i in range(H_out):
        for j in range(W_out):
            rows[i, j] = x_pad[:, :, i * s : i * s + HH, j * s : j * s + WW].reshape(N, -1)
    dout_col = dout.transpose(1, 2, 3, 0).reshape(F, -1)
    db = dout_col @ np.ones((H_out * W_out * N, 1))
    dw = (dout_col @ rows.reshape(-1, C * HH * WW)).reshape(w.shape)
    drows = (dout_col.T @ w.reshape(F, -1)).reshape(H_out, W_out, N, C, HH, WW)
    dx_pad = np.zeros(x_pad.shape)
    for i in range(H_out):
        for j in range(W_out):
            dx_pad[:, :, i * s : i * s + HH, j * s : j * s + WW] += drows[i, j]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
