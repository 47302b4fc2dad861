"""The loops run over the pixels of the image, as if out always had the same size."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "db is right. dx and dw are right only when there is one window for each step over the image, as with 3 by 3 "
    "filters, pad 1 and stride 1. With pad 0 they contain too much: the last row and column of dout are used again, "
    "for windows that the forward pass never had. Take 5 pixels in a row, a filter of 1 by 3, stride 1 and pad 0. How "
    "many windows are there on paper, and how many does your backward pass go through? Where does it get that number?"
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
            for top in range(0, H, stride):
                for left in range(0, W, stride):
                    value = dout[n, f, min(top // stride, H_out - 1), min(left // stride, W_out - 1)]
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    high, wide = window.shape[1:]
                    dw[f, :, :high, :wide] += value * window
                    dx_pad[n, :, top : top + high, left : left + wide] += value * w[f, :, :high, :wide]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
