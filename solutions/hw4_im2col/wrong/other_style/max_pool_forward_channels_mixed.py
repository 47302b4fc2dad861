"""In another style: window by window, one image at a time."""

import numpy as np


def max_pool_forward_fast(x, pool_param):
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, 1 + (H - k_height) // stride, 1 + (W - k_width) // stride), dtype=x.dtype)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            rows = slice(i * stride, i * stride + k_height)
            columns = slice(j * stride, j * stride + k_width)
            for n in range(N):
                out[n, :, i, j] = np.max(x[n, :, rows, columns])
    return out, (x, pool_param)
