"""In another style: plain loops over every entry of dout and every tap."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    dx, dw, db = np.zeros_like(x), np.zeros_like(w), np.zeros_like(b)
    for n, f, i, j in np.ndindex(*dout.shape):
        grad = dout[n, f, i, j]
        db[f] += grad
        for p in range(HH):
            for q in range(WW):
                row, column = i * stride + p - pad, j * stride + q - pad
                if 0 <= row < H and 0 <= column < W:
                    for c in range(C):
                        dw[f, c, p, q] += grad * x[n, c, row, column]
                        dx[n, c, row, column] += grad * w[f, c, p, q]
    dx /= N
    dw /= N
    db /= N
    return dx, dw, db
