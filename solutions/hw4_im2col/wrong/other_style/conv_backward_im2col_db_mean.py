"""In another style: window by window over the whole batch, without a matrix."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    s, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad, dw = np.zeros_like(x_pad), np.zeros_like(w)
    db = np.array([dout[:, f].mean() for f in range(F)])
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows, columns = slice(i * s, i * s + HH), slice(j * s, j * s + WW)
            grad = dout[:, :, i, j]
            dw += np.einsum("nf,ncpq->fcpq", grad, x_pad[:, :, rows, columns])
            dx_pad[:, :, rows, columns] += np.einsum("nf,fcpq->ncpq", grad, w)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
