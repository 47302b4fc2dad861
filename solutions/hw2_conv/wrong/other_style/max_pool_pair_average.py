"""In another style: shift and add over the taps of the window."""

import numpy as np


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    oh, ow = (H - ph) // s + 1, (W - pw) // s + 1
    total = np.zeros((N, C, oh, ow))
    for p in range(ph):
        for q in range(pw):
            total += x[:, :, p : p + s * oh : s, q : q + s * ow : s]
    return total / (ph * pw), (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    oh, ow = dout.shape[2:]
    dx = np.zeros(x.shape)
    for p in range(ph):
        for q in range(pw):
            dx[:, :, p : p + s * oh : s, q : q + s * ow : s] += dout
    return dx / (ph * pw)
