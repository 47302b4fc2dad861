"""In another style: shift-and-add over the pixels of the window."""

import numpy as np


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    height, width, step = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    H_out, W_out = dout.shape[2:]
    mask = np.full((height, width), 1 / (height * width))
    dx = np.zeros(x.shape)
    for p, q in np.ndindex(height, width):
        dx[:, :, p : p + step * (H_out - 1) + 1 : step, q : q + step * (W_out - 1) + 1 : step] += dout * mask[p, q]
    return dx
