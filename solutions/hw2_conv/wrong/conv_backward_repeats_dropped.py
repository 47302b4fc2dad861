"""All contributions are added at once by index arrays, and repeated pixels are added only once."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "dw and db are right, and so is dx as long as no pixel lies in two windows. Where windows overlap, dx keeps the "
    "share of one window, complete with all its filters, and loses the others. Take 3 pixels in a row, one filter of "
    "1 by 2 ones, stride 1, pad 0 and dout = [[1, 1]]. What should dx be on paper, and what does yours show in the "
    "middle? If one step of your code adds many shares at once, what becomes of a pixel that occurs in it twice?"
)


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
