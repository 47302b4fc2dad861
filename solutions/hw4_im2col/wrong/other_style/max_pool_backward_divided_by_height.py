"""In another style: plain loops over the windows, with argmax."""

import numpy as np


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H_out, W_out = dout.shape
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    place = x[n, c, top : top + k_height, left : left + k_width].argmax()
                    dx[n, c, top + place // k_height, left + place % k_height] += dout[n, c, i, j]
    return dx
