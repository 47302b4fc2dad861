"""In another style: dout is first blown up to one entry for each start, then tap by tap."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    rows = np.arange(0, H, s) // s
    cols = np.arange(0, W, s) // s
    # one gradient for every start in the image; behind the last one it repeats
    grad = dout[:, :, np.minimum(rows, dout.shape[2] - 1)][:, :, :, np.minimum(cols, dout.shape[3] - 1)]
    oh, ow = len(rows), len(cols)
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad + HH), (pad, pad + WW)))
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    for p in range(HH):
        for q in range(WW):
            at = (slice(None), slice(None), slice(p, p + s * oh, s), slice(q, q + s * ow, s))
            dw[:, :, p, q] = np.einsum("nfij,ncij->fc", grad, x_pad[at])
            dx_pad[at] += np.einsum("nfij,fc->ncij", grad, w[:, :, p, q])
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
