"""In another style: a matrix with one patch in each row."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    oh, ow = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    places = [(n, i * s, j * s) for n in range(N) for i in range(oh) for j in range(ow)]
    patches = np.stack([x_pad[n, :, t : t + HH, u : u + WW].ravel() for n, t, u in places])
    grad = dout.transpose(0, 2, 3, 1).reshape(-1, F)
    dw = (grad.T @ patches).reshape(w.shape)
    dpatches = grad @ w.reshape(F, -1)
    dx = np.zeros(x_pad.shape)
    for (n, t, u), row in zip(places, dpatches):
        dx[n, :, t : t + HH, u : u + WW] += row.reshape(C, HH, WW)
    dx = dx[:, :, pad:-pad]
    return dx[..., pad:-pad], dw, grad.sum(axis=0)
