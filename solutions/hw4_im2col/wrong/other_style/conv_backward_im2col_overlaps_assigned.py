"""In another style: image by image and window by window, from the last window to the first."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    dx_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=dout.dtype)
    x_pad = dx_pad.astype(x.dtype)
    x_pad[:, :, pad : pad + H, pad : pad + W] = x
    dw = np.zeros(w.shape, dtype=dout.dtype)
    for n in range(N):
        for i in reversed(range(dout.shape[2])):
            for j in reversed(range(dout.shape[3])):
                window = (n, slice(None), slice(i * stride, i * stride + HH), slice(j * stride, j * stride + WW))
                grad = dout[n, :, i, j].reshape(F, 1, 1, 1)
                dw += grad * x_pad[window]
                dx_pad[window] = np.sum(grad * w, axis=0)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
