"""In another style: patches counted one by one, image gradient tap by tap."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    oh, ow = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    flat = dout.reshape(F, N * oh * ow)
    dw = np.zeros(w.shape)
    for k, (n, i, j) in enumerate(np.ndindex(N, oh, ow)):
        patch = x_pad[n, :, i * s : i * s + HH, j * s : j * s + WW]
        for f in range(F):
            dw[f] += flat[f, k] * patch
    dx_pad = np.zeros(x_pad.shape)
    for p in range(HH):
        for q in range(WW):
            sent = np.tensordot(w[:, :, p, q], dout, axes=([0], [1]))
            dx_pad[:, :, p : p + s * oh : s, q : q + s * ow : s] += sent.swapaxes(0, 1)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, np.einsum("nfij->f", dout)
