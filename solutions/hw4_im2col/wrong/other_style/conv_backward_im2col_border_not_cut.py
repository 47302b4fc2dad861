"""In another style: window by window, all images and filters at once."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    _, _, H_out, W_out = dout.shape
    _, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx, dw = np.zeros_like(x_pad), np.zeros_like(w)
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            here = dout[:, :, i, j]
            dw += np.tensordot(here, x_pad[:, :, top : top + HH, left : left + WW], axes=(0, 0))
            dx[:, :, top : top + HH, left : left + WW] += np.tensordot(here, w, axes=1)
    db = dout.sum(axis=(0, 2, 3))
    return dx, dw, db
