"""The full convolution takes the border of dout from the filter's height on all sides."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "dw and db are right, and so is dx for square filters. For other filters dx shows the right picture moved "
    "sideways: to the left when the filter is wider than high, to the right when it is higher than wide. Take an "
    "image of 1 by 3, a filter of 1 by 3 and pad 0, so that dout is a single number. Which pixels did it see, and "
    "which get something from you? Look at which length of the filter decides how far it reaches to the left."
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
    full = np.zeros((N, F, H + 2 * pad + HH - 1, W + 2 * pad + max(HH, WW) - 1))
    full[:, :, HH - 1 : HH - 1 + spread.shape[2], HH - 1 : HH - 1 + spread.shape[3]] = spread
    flipped = w[:, :, ::-1, ::-1]
    for i in range(H + 2 * pad):
        for j in range(W + 2 * pad):
            dx_pad[:, :, i, j] = np.einsum("nfpq,fcpq->nc", full[:, :, i : i + HH, j : j + WW], flipped)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
