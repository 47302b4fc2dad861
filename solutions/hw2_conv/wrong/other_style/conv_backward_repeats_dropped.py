"""In another style: im2col with places in the flat image, one image after the other."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    wide = W + 2 * pad
    corners = [i * s * wide + j * s for i in range(H_out) for j in range(W_out)]
    taps = [p * wide + q for p in range(HH) for q in range(WW)]
    places = np.add.outer(corners, taps)
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros((F, C * HH * WW))
    for n in range(N):
        pixels, grad_pixels = x_pad[n].reshape(C, -1), dx_pad[n].reshape(C, -1)
        grad = dout[n].reshape(F, -1)
        dw += grad @ pixels[:, places].transpose(1, 0, 2).reshape(len(places), -1)
        shares = (grad.T @ w.reshape(F, -1)).reshape(len(places), C, -1)
        for c in range(C):
            grad_pixels[c, places] += shares[:, c]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw.reshape(w.shape), dout.sum(axis=(0, 2, 3))
