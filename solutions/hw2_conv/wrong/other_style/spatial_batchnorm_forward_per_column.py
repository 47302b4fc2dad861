"""In another style: column by column in a loop."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    old_mean = bn_param.get("running_mean", np.zeros(C))
    old_var = bn_param.get("running_var", np.zeros(C))
    train = bn_param["mode"] == "train"
    means, variances = np.zeros((C, W)), np.zeros((C, W))
    out = np.zeros(x.shape)
    for c in range(C):
        for k in range(W):
            values = x[:, c, :, k]
            means[c, k] = values.mean() if train else old_mean[c]
            variances[c, k] = values.var() if train else old_var[c]
            out[:, c, :, k] = gamma[c] * (values - means[c, k]) / np.sqrt(variances[c, k] + eps) + beta[c]
    if train:
        bn_param["running_mean"] = momentum * old_mean + (1 - momentum) * means.sum(axis=1) / W
        bn_param["running_var"] = momentum * old_var + (1 - momentum) * variances.sum(axis=1) / W
    return out, (x, gamma, eps)


def spatial_batchnorm_backward(dout, cache):
    x, gamma, eps = cache
    dx, dgamma, dbeta = np.zeros(x.shape), np.zeros(gamma.shape), np.zeros(gamma.shape)
    for c in range(len(gamma)):
        std = np.sqrt(x[:, c].var() + eps)
        g, h = dout[:, c], (x[:, c] - x[:, c].mean()) / std
        dbeta[c], dgamma[c] = g.sum(), (g * h).sum()
        dx[:, c] = gamma[c] / std * (g - g.mean() - h * (g * h).mean())
    return dx, dgamma, dbeta
