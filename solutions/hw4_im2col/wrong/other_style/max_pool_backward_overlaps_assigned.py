"""In another style: window by window, in plain loops."""

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
                    best = (top, left)
                    for row in range(top, top + k_height):
                        for column in range(left, left + k_width):
                            if x[n, c, row, column] > x[n, c, best[0], best[1]]:
                                best = (row, column)
                    dx[n, c, best[0], best[1]] = dout[n, c, i, j]
    return dx
