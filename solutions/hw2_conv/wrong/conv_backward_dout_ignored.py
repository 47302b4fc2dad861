"""The gradients are those of the sum of out, as if dout were ones."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "All three gradients are right for a dout of ones, and whatever else dout holds, dx, dw and db stay the same. Look "
    "at where the entries of dout enter your computation, and at what a window sends back when its entry of dout is 0. "
    "Take an image of one pixel that holds 3, a filter of 1 by 1 that holds 2, bias 0, stride 1, pad 0, and send back a "
    "dout of 10. When the bias rises by 0.1, out rises by 0.1: by how much does the loss rise? Which three numbers "
    "should dx, dw and db be, and which are yours?"
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
    db = np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dw[f] += x_pad[n, :, rows, columns]
                    dx_pad[n, :, rows, columns] += w[f]
                    db[f] += 1
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
