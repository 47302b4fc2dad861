"""In the full convolution the filter is flipped along its rows only."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "dw and db are right. In dx the share of each window is mirrored: left and right are exchanged, while up and down "
    "are as they should be. Use one filter [[1, 2], [3, 4]], set dout to 0 except for one entry of 1, and look at the "
    "four pixels of dx that are not 0. In which order do the numbers 1, 2, 3, 4 stand there, and along which axis "
    "does this differ from the filter?"
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
    flipped = w[:, :, ::-1]
    for i in range(H + 2 * pad):
        for j in range(W + 2 * pad):
            dx_pad[:, :, i, j] = np.einsum("nfpq,fcpq->nc", full[:, :, i : i + HH, j : j + WW], flipped)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
