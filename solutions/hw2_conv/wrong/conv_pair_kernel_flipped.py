"""Both passes use filters turned by 180 degrees."""

import numpy as np

QUESTIONS = ("conv_forward_naive", "conv_backward_naive")
OUTPUT = "out"
HINT = (
    "Your two passes agree with each other, so a gradient check finds nothing. Yet both work with filters turned by 180 "
    "degrees, and that is not the operation of the docstring. Start with out. Take an image of 5 by 5 zeros with a 1 in "
    "the middle, and a 3 by 3 filter with the weights 1 to 9, pad 1 and bias 0. When the filter's centre stands one row "
    "above and one column left of the 1, which weight lies on the 1? What does your out[0, 0, 1, 1] say?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    out[n, f, i, j] = np.sum(window * w[f, :, ::-1, ::-1]) + b[f]
    return out, (x, w, b, conv_param)


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
                    dw[f, :, ::-1, ::-1] += dout[n, f, i, j] * x_pad[n, :, rows, columns]
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f, :, ::-1, ::-1]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
