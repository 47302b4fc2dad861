"""In another style: one outer product for each window of each image."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = dout.shape[2:]
    grads = dout.reshape(F, H_out, W_out, N)
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad, dw, db = np.zeros(x_pad.shape), np.zeros(w.shape), np.zeros(F)
    for n in range(N):
        for i in range(H_out):
            for j in range(W_out):
                grad = grads[:, i, j, n]
                place = (n, slice(None), slice(i * stride, i * stride + HH), slice(j * stride, j * stride + WW))
                dw += np.multiply.outer(grad, x_pad[place])
                dx_pad[place] += np.tensordot(grad, w, axes=1)
                db += grad
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
