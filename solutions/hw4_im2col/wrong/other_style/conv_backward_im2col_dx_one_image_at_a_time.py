"""In another style: shift and add over the taps of the filter, image by image."""

import numpy as np


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    _, F, H_out, W_out = dout.shape
    _, _, HH, WW = w.shape
    dx, dw = np.zeros_like(x), np.zeros_like(w)
    for n in range(N):
        image = np.pad(x[n], ((0, 0), (pad, pad), (pad, pad)))
        grad = np.zeros_like(image)
        for p in range(HH):
            for q in range(WW):
                rows = slice(p, p + stride * H_out, stride)
                columns = slice(q, q + stride * W_out, stride)
                dw[:, :, p, q] += np.tensordot(dout[n], image[:, rows, columns], axes=((1, 2), (1, 2)))
                grad[:, rows, columns] += np.tensordot(w[:, :, p, q], dout[n], axes=(0, 0))
        dx[:] = grad[:, pad : pad + H, pad : pad + W]
    return dx, dw, dout.sum(axis=(0, 2, 3))
