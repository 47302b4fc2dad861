"""The image gradient has no room for rows and columns that no window covered."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "dw and db are right, and dx is right where the windows reach the end of the image. Where the stride leaves rows "
    "or columns over at the lower or right end, your dx is too small: just those are missing. Look at which sizes dx "
    "is made from. Take 7 pixels in a row, a filter of 1 by 2, stride 2 and pad 0. Which pixel does no window see, "
    "and what is the gradient of a pixel that has no effect on out?"
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
    dx_pad = np.zeros((N, x.shape[1], (H_out - 1) * stride + HH, (W_out - 1) * stride + WW))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dw[f] += dout[n, f, i, j] * x_pad[n, :, rows, columns]
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
