"""In another style: channel by channel in a loop."""

import numpy as np


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    dx = np.zeros(dout.shape)
    dgamma, dbeta = np.zeros(gamma.shape), np.zeros(gamma.shape)
    for c in range(len(gamma)):
        g, h = dout[:, c], x_hat[:, c]
        dbeta[c] = g.mean()
        dgamma[c] = (g * h).sum()
        dx[:, c] = gamma[c] / std[c] * (g - g.mean() - h * (g * h).mean())
    return dx, dgamma, dbeta
