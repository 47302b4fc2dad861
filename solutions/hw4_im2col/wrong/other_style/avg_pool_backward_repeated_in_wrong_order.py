"""In another style: dout broadcast over the window, then added window by window."""

import numpy as np


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H_out, W_out = dout.shape
    size = k_height * k_width
    shares = np.broadcast_to(dout[:, None] / size, (N, size, C, H_out, W_out))
    shares = shares.reshape(N, C, k_height, k_width, H_out, W_out)
    dx = np.zeros(x.shape, dtype=dout.dtype)
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            dx[:, :, top : top + k_height, left : left + k_width] += shares[..., i, j]
    return dx
