"""In another style: one image at a time; the gradient of the windows added back window by window."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_size = dout.shape[2]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (HH, WW), axis=(2, 3))[:, :, ::stride, ::stride]
    dw = np.tensordot(dout, windows, axes=((0, 2, 3), (0, 2, 3)))
    dx_pad = np.zeros_like(x_pad)
    for n in range(N):
        grad = np.dot(w.reshape(F, -1).T, dout[n].reshape(F, -1)).reshape(C, HH, WW, out_size, out_size)
        for i in range(out_size):
            for j in range(out_size):
                top, left = i * stride, j * stride
                dx_pad[n, :, top : top + HH, left : left + WW] += grad[..., i, j]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
