"""In another style: shift-and-add over the taps of the filter, with einsum."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    H_out, W_out = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dx_pad, dw = np.zeros_like(x_pad), np.zeros_like(w)
    for k in range(w.shape[2]):
        for q in range(w.shape[3]):
            rows, columns = slice(k, k + s * H_out, s), slice(q, q + s * W_out, s)
            seen = x_pad[:, :, rows, columns][:, :, :H_out, :W_out]
            dw[:, :, k, q] = np.einsum("nfij,ncij->fc", dout, seen)
            dx_pad[:, :, rows, columns][:, :, :H_out, :W_out] += np.einsum("nfij,fc->ncij", dout, w[:, :, k, q])
    kept_rows, kept_columns = np.arange(H), np.arange(W)
    dx = dx_pad[:, :, kept_rows[:, None], kept_columns]
    return dx, dw, dout.sum(axis=(0, 2, 3))
