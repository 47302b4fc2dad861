"""In another style: full convolution as shift and add over its taps."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    oh, ow = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    wide = np.zeros((N, F, s * (oh - 1) + 1 + 2 * pad, s * (ow - 1) + 1 + 2 * pad))
    wide[:, :, pad : pad + s * oh : s, pad : pad + s * ow : s] = dout
    turned = np.rot90(w, 2, axes=(2, 3))
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    for p in range(HH):
        for q in range(WW):
            seen = x_pad[:, :, p : p + s * oh : s, q : q + s * ow : s]
            dw[:, :, p, q] = np.einsum("nfij,ncij->fc", dout, seen)
            piece = wide[:, :, p : p + H, q : q + W]
            sent = np.tensordot(turned[:, :, p, q], piece, axes=([0], [1])).swapaxes(0, 1)
            dx[:, :, : piece.shape[2], : piece.shape[3]] += sent
    return dx, dw, dout.sum(axis=(0, 2, 3))
