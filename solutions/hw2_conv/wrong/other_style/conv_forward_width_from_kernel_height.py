"""In another style: broadcast products, image by image."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = ((size + 2 * pad - HH) // s + 1 for size in (H, W))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        image = np.pad(x[n], ((0, 0), (pad, pad), (pad, pad)))
        for i in range(H_out):
            band = image[:, i * s : i * s + HH]
            for j in range(W_out):
                products = w * band[:, :, j * s : j * s + WW]
                out[n, :, i, j] = b + products.reshape(F, -1).sum(axis=1)
    return out, (x, w, b, conv_param)
