"""In another style: every pixel of dx collects what it gets from the windows above it."""

import numpy as np


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, _ = x.shape
    HH, WW = w.shape[2:]
    H_out, W_out = dout.shape[2:]
    dx = np.zeros((N, C, H, H))
    for r, k in np.ndindex(H, H):
        for i in range(H_out):
            for j in range(W_out):
                p, q = r + pad - i * s, k + pad - j * s
                if 0 <= p < HH and 0 <= q < WW:
                    dx[:, :, r, k] += dout[:, :, i, j] @ w[:, :, p, q]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dw = np.zeros(w.shape)
    for i in range(H_out):
        for j in range(W_out):
            window = x_pad[:, :, i * s : i * s + HH, j * s : j * s + WW]
            dw += np.einsum("nf,ncpq->fcpq", dout[:, :, i, j], window)
    return dx, dw, dout.sum(axis=(0, 2, 3))
