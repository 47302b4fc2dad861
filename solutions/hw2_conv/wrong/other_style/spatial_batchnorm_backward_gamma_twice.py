"""In another style: step by step through the graph, pixels in rows and channels in columns."""

import numpy as np


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    N, C, H, W = dout.shape
    grad = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    hat = x_hat.transpose(0, 2, 3, 1).reshape(-1, C)
    root = std.reshape(C)
    centred = hat * root
    dhat = grad * gamma
    dvar = -0.5 * (dhat * centred).sum(axis=0) / root**3
    dcentred = dhat / root + 2 * centred * dvar / len(grad)
    drows = (dcentred - dcentred.mean(axis=0)) * gamma
    dx = drows.reshape(N, H, W, C).transpose(0, 3, 1, 2)
    return dx, np.sum(grad * hat, axis=0), np.sum(grad, axis=0)
