"""In another style: one image at a time, two matrix products for each."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    _, F, H_out, W_out = dout.shape
    _, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros_like(x_pad)
    dw, db = np.zeros_like(w).reshape(F, -1), np.zeros_like(b)
    corners = [(i * stride, j * stride) for i in range(H_out) for j in range(W_out)]
    for n in range(N):
        windows = np.array([x_pad[n, :, r : r + HH, s : s + WW].ravel() for r, s in corners])
        grad = dout[n].transpose(0, 2, 1).reshape(F, H_out * W_out)
        dw += grad @ windows
        db += grad.sum(axis=1)
        for (r, s), window in zip(corners, grad.T @ w.reshape(F, -1)):
            dx_pad[n, :, r : r + HH, s : s + WW] += window.reshape(C, HH, WW)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw.reshape(w.shape), db
