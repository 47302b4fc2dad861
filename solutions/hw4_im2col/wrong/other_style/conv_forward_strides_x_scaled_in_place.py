"""In another style: as_strided and tensordot."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    _, C, HH, WW = w.shape
    pixels = x
    if pad > 0:
        pixels = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    taps = C * HH * WW
    np.multiply(pixels, taps, out=pixels)
    H_out = (pixels.shape[2] - HH) // stride + 1
    W_out = (pixels.shape[3] - WW) // stride + 1
    n, c, row, column = pixels.strides
    shape = (len(x), C, H_out, W_out, HH, WW)
    windows = as_strided(pixels, shape, (n, c, row * stride, column * stride, row, column))
    total = np.tensordot(windows, w, axes=([1, 4, 5], [1, 2, 3]))
    return (total / taps + b).transpose(0, 3, 1, 2)
