"""In another style: a table with channels in columns from start to end."""

import numpy as np


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    C = len(gamma)
    grad = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    hat = x_hat.transpose(0, 2, 3, 1).reshape(-1, C)
    M = len(grad)
    dgamma = np.diag(grad.T @ hat).copy()
    dbeta = np.ones(M) @ grad
    dx = gamma / (M * std.reshape(C)) * (M * grad - dbeta - hat * dgamma)
    return dx.reshape(dout.shape), dgamma, dbeta
