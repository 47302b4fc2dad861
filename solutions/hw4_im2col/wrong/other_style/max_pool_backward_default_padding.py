"""In another style: windows as small squares, put back one position after the other."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def put_back(squares, shape, size, stride, padding=1):
    N, C, H, W = shape
    H_out = (H + 2 * padding - size[0]) // stride + 1
    W_out = (W + 2 * padding - size[1]) // stride + 1
    squares = squares.reshape(N, C, H_out, W_out, *size)
    padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            padded[:, :, top : top + size[0], left : left + size[1]] += squares[:, :, i, j]
    return padded[:, :, padding : padding + H, padding : padding + W]


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    size, stride = (pool_param["pool_height"], pool_param["pool_width"]), pool_param["stride"]
    windows = sliding_window_view(x, size, axis=(2, 3))[:, :, ::stride, ::stride]
    flat = windows.reshape(*dout.shape, -1)
    squares = np.zeros(flat.shape)
    np.put_along_axis(squares, flat.argmax(axis=-1)[..., None], dout[..., None], axis=-1)
    return put_back(squares, x.shape, size, stride)
