"""In another style: window by window from the last to the first, each one written back whole."""

import numpy as np


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H_out, W_out = dout.shape
    dx = np.zeros(x.shape, dtype=dout.dtype)
    for i in range(H_out - 1, -1, -1):
        for j in range(W_out - 1, -1, -1):
            rows = slice(i * stride, i * stride + k_height)
            columns = slice(j * stride, j * stride + k_width)
            values = x[:, :, rows, columns].reshape(N, C, -1)
            winner = values.argmax(axis=2)[:, :, None]
            grad = np.zeros(values.shape, dtype=dout.dtype)
            np.put_along_axis(grad, winner, dout[:, :, i, j, None], axis=2)
            dx[:, :, rows, columns] = grad.reshape(N, C, k_height, k_width)
    return dx
