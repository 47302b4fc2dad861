"""The image gradient is cut out of the padded one at its upper left corner."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "dw and db are right, and dx is right when pad is 0. With padding, dx has the right shape but shows the wrong "
    "part of the padded gradient: everything lies pad rows too low and pad columns too far to the right, and the end "
    "of it is missing. Look at which rows and columns of the padded gradient you hand back. Take an image of 2 by 2 "
    "with pad 1: draw the padded image and number its rows from 0. Which rows hold pixels of the image, and which "
    "rows become your dx?"
)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    _, _, H_out, W_out = dout.shape
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows, cols = slice(i * stride, i * stride + HH), slice(j * stride, j * stride + WW)
                    dxp[n, :, rows, cols] += dout[n, f, i, j] * w[f]
                    dw[f] += dout[n, f, i, j] * xp[n, :, rows, cols]
                    db[f] += dout[n, f, i, j]
    dx = dxp[:, :, :H, :W]
    return dx, dw, db
