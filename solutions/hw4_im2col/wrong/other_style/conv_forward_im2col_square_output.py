"""In another style: a list with the products of every window, laid out at the end."""

import numpy as np


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    filters = w.reshape(F, -1).T
    products = []
    for top in range(0, H + 2 * pad - HH + 1, stride):
        for left in range(0, W + 2 * pad - WW + 1, stride):
            window = x_pad[:, :, top : top + HH, left : left + WW]
            products.append(window.reshape(N, -1) @ filters + b)
    out_size = 1 + (H + 2 * pad - HH) // stride
    out = np.stack(products, axis=2).reshape(N, F, out_size, out_size)
    return out, (x, w, b, conv_param)
