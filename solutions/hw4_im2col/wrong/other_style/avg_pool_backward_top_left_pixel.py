"""In another style: one assignment to every stride-th pixel."""

import numpy as np


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    stride = pool_param["stride"]
    H_out, W_out = dout.shape[2:]
    dx = np.zeros(x.shape)
    corners = dx[:, :, ::stride, ::stride]
    corners[:, :, :H_out, :W_out] = dout / (pool_param["pool_height"] * pool_param["pool_width"])
    return dx
