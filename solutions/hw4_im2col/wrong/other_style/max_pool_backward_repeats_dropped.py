"""In another style: window by window, in loops, with one number set in each."""

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
                    rows = slice(i * stride, i * stride + k_height)
                    columns = slice(j * stride, j * stride + k_width)
                    winner = np.unravel_index(np.argmax(x[n, c, rows, columns]), (k_height, k_width))
                    dx[n, c, rows, columns][winner] = dout[n, c, i, j]
    return dx
