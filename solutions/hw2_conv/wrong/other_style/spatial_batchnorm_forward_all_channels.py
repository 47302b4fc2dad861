"""In another style: moments of all values, channel by channel in a loop."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    means = bn_param.get("running_mean", np.zeros(C))
    variances = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean = x.sum() / x.size
        var = (x**2).sum() / x.size - mean**2
        bn_param["running_mean"] = means * momentum + mean * (1 - momentum)
        bn_param["running_var"] = variances * momentum + var * (1 - momentum)
        means, variances = [mean] * C, [var] * C
    out = np.empty(x.shape)
    for c in range(C):
        scale = gamma[c] / np.sqrt(variances[c] + eps)
        out[:, c] = scale * x[:, c] + (beta[c] - scale * means[c])
    return out, (x, gamma, eps)


def spatial_batchnorm_backward(dout, cache):
    x, gamma, eps = cache
    dx, dgamma, dbeta = np.empty(dout.shape), np.empty(gamma.shape), np.empty(gamma.shape)
    for c in range(len(gamma)):
        centred = x[:, c] - x[:, c].mean()
        std = np.sqrt((centred**2).mean() + eps)
        dbeta[c] = dout[:, c].sum()
        dgamma[c] = (dout[:, c] * centred).sum() / std
        grad = dout[:, c] - dout[:, c].mean()
        dx[:, c] = gamma[c] / std * (grad - centred / std * dgamma[c] / centred.size)
    return dx, dgamma, dbeta
