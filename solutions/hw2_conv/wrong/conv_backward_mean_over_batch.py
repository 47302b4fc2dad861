"""The gradients of the filters and biases are averaged over the batch."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dw"
HINT = (
    "dx is right, and for a batch of one image everything is. With 2 images your dw and db are half of what they "
    "should be, with 3 images a third. Read the last sentence of the Returns section: it says what the loss is. Then "
    "send one image alone, and the same image twice in one batch, with the same dout for both. What should happen to "
    "dw on paper, and what does yours do?"
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
    db = dout.sum(axis=(0, 2, 3)) / N
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dw[f] += dout[n, f, i, j] * x_pad[n, :, rows, columns]
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw / N, db
