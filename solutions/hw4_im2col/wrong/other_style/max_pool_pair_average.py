"""In another style: shift and add over the places in the window, both ways."""

import numpy as np


def max_pool_forward_fast(x, pool_param):
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    _, _, H, W = x.shape
    total = 0
    for p in range(k_height):
        for q in range(k_width):
            total = total + x[:, :, p : H - k_height + p + 1 : stride, q : W - k_width + q + 1 : stride]
    return total / (k_height * k_width), (x, pool_param)


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    _, _, H, W = x.shape
    dx = np.zeros(x.shape, dtype=dout.dtype)
    for p in range(k_height):
        for q in range(k_width):
            dx[:, :, p : H - k_height + p + 1 : stride, q : W - k_width + q + 1 : stride] += dout / (k_height * k_width)
    return dx
