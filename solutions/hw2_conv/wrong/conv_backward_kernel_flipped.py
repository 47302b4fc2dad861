"""Each window sends its gradient back through a filter turned by 180 degrees."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "dw and db are right. In dx the share of each window is turned by 180 degrees: what belongs to its upper left pixel "
    "arrives at its lower right one. Use one filter [[1, 2], [3, 4]], set dout to 0 except for one entry of 1, and look "
    "at the four pixels of dx that are not 0. With which weight of the filter was each of these pixels multiplied in "
    "the forward pass, and which weight do you find there now?"
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
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f, :, ::-1, ::-1]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
