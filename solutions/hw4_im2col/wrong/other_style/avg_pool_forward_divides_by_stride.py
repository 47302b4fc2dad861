"""In another style: einsum over a view made with as_strided."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def avg_pool_forward_im2col(x, pool_param):
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    n, c, row, column = x.strides
    sizes = (N, C, (H - k_height) // stride + 1, (W - k_width) // stride + 1, k_height, k_width)
    windows = as_strided(x, sizes, (n, c, row * stride, column * stride, row, column))
    out = np.einsum("ncijpq->ncij", windows)
    out = out / (stride * stride)
    return out, (x, pool_param)
