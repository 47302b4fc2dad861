"""In another style: shift-and-add over the taps of the filter, with tensordot."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    HH, WW = w.shape[2:]
    H_out, W_out = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad, dw = np.zeros_like(x_pad), np.zeros_like(w)
    for p in range(HH):
        for q in range(WW):
            tap = (slice(None), slice(None), slice(p, p + s * H_out, s), slice(q, q + s * W_out, s))
            dw[:, :, p, q] = np.tensordot(dout, x_pad[tap], axes=([0, 2, 3], [0, 2, 3]))
            dx_pad[tap] += np.tensordot(dout, w[:, :, p, q], axes=(1, 0)).transpose(0, 3, 1, 2)
    inside = slice(pad, -pad)
    return dx_pad[:, :, inside, inside], dw, dout.sum(axis=(0, 2, 3))
