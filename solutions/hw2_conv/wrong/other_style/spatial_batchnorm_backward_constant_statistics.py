"""In another style: channel by channel in a loop."""

import numpy as np


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    C = dout.shape[1]
    dx = np.zeros(dout.shape)
    dgamma, dbeta = np.zeros(C), np.zeros(C)
    for c in range(C):
        dbeta[c] = np.sum(dout[:, c])
        dgamma[c] = np.sum(dout[:, c] * x_hat[:, c])
        dx_hat = gamma[c] * dout[:, c]
        dx[:, c] = dx_hat / std[c, 0, 0]
    return dx, dgamma, dbeta
