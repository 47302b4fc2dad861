"""In the full convolution filters and channels do not trade places."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "dw and db are right. So is dx for one filter and one channel. With as many filters as channels, but more than one, "
    "dx has wrong values; with more of one than of the other, the call usually stops because the shapes do not fit. "
    "Look at how dx is put together from dout and w. For 1 image, 2 filters and 3 channels, write the shapes of dout, w "
    "and dx below each other and name every axis. Which axis has to be summed over, and which one has to remain?"
)


def conv_backward_naive(dout, cache):
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    db = dout.sum(axis=(0, 2, 3))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dw[f] += dout[n, f, i, j] * x_pad[n, :, rows, columns]
    spread = np.zeros((N, F, (H_out - 1) * stride + 1, (W_out - 1) * stride + 1))
    spread[:, :, ::stride, ::stride] = dout
    full = np.zeros((N, F, H + 2 * pad + HH - 1, W + 2 * pad + WW - 1))
    full[:, :, HH - 1 : HH - 1 + spread.shape[2], WW - 1 : WW - 1 + spread.shape[3]] = spread
    flipped = w[:, :, ::-1, ::-1]
    for i in range(H + 2 * pad):
        for j in range(W + 2 * pad):
            window = full[:, :, i : i + HH, j : j + WW]
            dx_pad[:, :, i, j] = np.einsum("ncpq,fcpq->nf", window, flipped)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
