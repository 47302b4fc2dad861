"""The full convolution pads dout by the pad of the forward pass."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "dw and db are right. dx is right for some pairs of filter size and pad, such as 3 by 3 with pad 1. With pad 0 "
    "and larger filters than 1 by 1 the picture in dx has slipped up and to the left, and a part of it is lost. Take "
    "an image of 3 by 3, one filter of nine ones and pad 0, so that dout is a single number. How many pixels did it "
    "see, and how many are not 0 in your dx? Look at what decides how far dout reaches there."
)


def conv_backward_naive(dout, cache):
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
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
    full = np.pad(spread, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    flipped = w[:, :, ::-1, ::-1]
    dx = np.zeros(x.shape)
    for i in range(H):
        for j in range(W):
            window = full[:, :, i : i + HH, j : j + WW]
            taps = flipped[:, :, : window.shape[2], : window.shape[3]]
            dx[:, :, i, j] = np.einsum("nfpq,fcpq->nc", window, taps)
    return dx, dw, db
