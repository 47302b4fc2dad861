"""In another style: windows in loops, laid out as columns of a matrix, then two steps of the maximum."""

import numpy as np


def max_pool_forward_fast(x, pool_param):
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out, W_out = 1 + (H - k_height) // stride, 1 + (W - k_width) // stride
    x_col = np.zeros((k_height * k_width, N, C, H_out, W_out), dtype=x.dtype)
    for i in range(H_out):
        for j in range(W_out):
            window = x[:, :, i * stride : i * stride + k_height, j * stride : j * stride + k_width]
            x_col[..., i, j] = window.reshape(N, C, -1).transpose(2, 0, 1)
    rows = x_col.reshape(k_height, k_width, -1).max(axis=1)
    return rows[0].reshape(N, C, H_out, W_out), (x, pool_param)
