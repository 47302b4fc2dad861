"""In another style: windows as the rows of a matrix, and matrix products."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, _, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    oh, ow = dout.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dpadded = np.zeros(padded.shape)
    filters = w.reshape(F, C * HH * WW)
    rows, grads = [], []
    for i in range(oh):
        for j in range(ow):
            here = np.s_[:, :, i * s : i * s + HH, j * s : j * s + WW]
            rows.append(padded[here].reshape(N, -1))
            grads.append(dout[:, :, i, j])
            dpadded[here] += (dout[:, :, i, j] @ filters).reshape(N, C, HH, WW)
    grads = np.concatenate(grads)
    dw = (grads.T @ np.concatenate(rows)).reshape(w.shape)
    db = grads.sum(axis=0)
    return dpadded[:, :, pad : H + pad, pad : W + pad], dw / N, db / N
