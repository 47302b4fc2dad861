"""In another style: step by step back through the graph."""

import numpy as np


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    axes = (0, 2, 3)
    size = dout[:, 0].size
    dgamma = np.einsum("nchw,nchw->c", dout, x_hat)
    dbeta = np.einsum("nchw->c", dout)
    # from here on dout is the gradient of x_hat
    np.multiply(dout, gamma.reshape(1, -1, 1, 1), out=dout)
    centred = x_hat * std
    dstd = -(dout * centred).sum(axis=axes, keepdims=True) / std**2
    dvar = dstd / (2 * std)
    dcentred = dout / std + dvar * 2 * centred / size
    dmean = -dcentred.sum(axis=axes, keepdims=True)
    return dcentred + dmean / size, dgamma, dbeta
