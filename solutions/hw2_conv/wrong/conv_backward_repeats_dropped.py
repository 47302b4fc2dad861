"""All contributions are added at once by index arrays, and repeated pixels are added only once."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = "Try a = np.zeros(1); a[[0, 0]] += 1 and print a. Which pixels appear more than once in your index arrays?"


def conv_backward_naive(dout, cache):
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    H_out, W_out = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    db = dout.sum(axis=(0, 2, 3))
    rows = stride * np.arange(H_out)[:, None, None, None] + np.arange(HH)[:, None]
    columns = stride * np.arange(W_out)[:, None, None] + np.arange(WW)
    dw += np.einsum("nfij,ncijpq->fcpq", dout, x_pad[:, :, rows, columns])
    dx_pad[:, :, rows, columns] += np.einsum("nfij,fcpq->ncijpq", dout, w)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
