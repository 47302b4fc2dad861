"""In another style: window by window, in loops."""

import numpy as np


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H_out, W_out = dout.shape
    dx = np.zeros(x.shape, dtype=dout.dtype)
    np.divide(dout, k_height * k_width, out=dout)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    dx[n, c, top : top + k_height, left : left + k_width] += dout[n, c, i, j]
    return dx
