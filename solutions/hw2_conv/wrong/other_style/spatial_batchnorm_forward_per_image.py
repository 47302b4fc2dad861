"""In another style: a loop over images and channels, moments from sums."""

import numpy as np


def _moments(values):
    mean = values.sum() / values.size
    return mean, ((values - mean) ** 2).sum() / values.size


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C = x.shape[:2]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    means = np.tile(bn_param.get("running_mean", np.zeros(C)), (N, 1))
    variances = np.tile(bn_param.get("running_var", np.zeros(C)), (N, 1))
    if bn_param["mode"] == "train":
        old_mean, old_var = means[0].copy(), variances[0].copy()
        for n, c in np.ndindex(N, C):
            means[n, c], variances[n, c] = _moments(x[n, c])
        bn_param["running_mean"] = momentum * old_mean + (1 - momentum) * means.mean(axis=0)
        bn_param["running_var"] = momentum * old_var + (1 - momentum) * variances.mean(axis=0)
    out = np.zeros(x.shape)
    for n, c in np.ndindex(N, C):
        scale = gamma[c] / np.sqrt(variances[n, c] + eps)
        out[n, c] = scale * (x[n, c] - means[n, c]) + beta[c]
    return out, (x, gamma, eps)


def spatial_batchnorm_backward(dout, cache):
    x, gamma, eps = cache
    dx, dgamma, dbeta = np.zeros(x.shape), np.zeros(gamma.shape), np.zeros(gamma.shape)
    for c in range(len(gamma)):
        mean, var = _moments(x[:, c])
        std = np.sqrt(var + eps)
        hat, grad = (x[:, c] - mean) / std, dout[:, c]
        dgamma[c], dbeta[c] = (grad * hat).sum(), grad.sum()
        dx[:, c] = gamma[c] / std * (grad - grad.mean() - hat * (grad * hat).mean())
    return dx, dgamma, dbeta
