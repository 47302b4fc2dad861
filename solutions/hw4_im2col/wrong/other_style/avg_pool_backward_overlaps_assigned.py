"""In another style: pixel by pixel, each looking up one window that holds it."""

import numpy as np


def _first_window(pixel, kernel, stride, count):
    for i in range(count):
        if i * stride <= pixel < i * stride + kernel:
            return i
    return None


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape, dtype=dout.dtype)
    for row in range(x.shape[2]):
        for column in range(x.shape[3]):
            i = _first_window(row, k_height, stride, dout.shape[2])
            j = _first_window(column, k_width, stride, dout.shape[3])
            if i is not None and j is not None:
                dx[:, :, row, column] = dout[:, :, i, j] / (k_height * k_width)
    return dx
