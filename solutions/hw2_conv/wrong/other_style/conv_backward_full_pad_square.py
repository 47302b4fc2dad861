"""In another style: each pixel asks every tap whether an entry of dout lies under it."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    F, C, HH, WW = w.shape
    H_out, W_out = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dw = np.zeros(w.shape)
    dx = np.zeros(x.shape)
    for p, q in np.ndindex(HH, WW):
        seen = x_pad[:, :, p : p + s * H_out : s, q : q + s * W_out : s]
        dw[:, :, p, q] = np.tensordot(dout, seen, axes=([0, 2, 3], [0, 2, 3]))
    border = HH - 1
    for y, z in np.ndindex(H, W):
        for p, q in np.ndindex(HH, WW):
            i, row_rest = divmod(y + pad + p - border, s)
            j, column_rest = divmod(z + pad + q - border, s)
            if row_rest == 0 and column_rest == 0 and 0 <= i < H_out and 0 <= j < W_out:
                dx[:, :, y, z] += dout[:, :, i, j] @ w[:, :, HH - 1 - p, WW - 1 - q]
    return dx, dw, dout.sum(axis=(0, 2, 3))
