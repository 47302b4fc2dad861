"""In another style: channel by channel in a loop."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    means, variances = np.zeros(C), np.ones(C)
    if "running_mean" in bn_param:
        means[:] = bn_param["running_mean"]
    if "running_var" in bn_param:
        variances[:] = bn_param["running_var"]
    x_hat, stds = np.zeros(x.shape), np.zeros((C, 1, 1))
    for c in range(C):
        m, v = means[c], variances[c]
        if bn_param["mode"] == "train":
            m, v = x[:, c].mean(), x[:, c].var()
            means[c] = momentum * means[c] + (1 - momentum) * m
            variances[c] = momentum * variances[c] + (1 - momentum) * v
        stds[c] = np.sqrt(v + eps)
        x_hat[:, c] = (x[:, c] - m) / stds[c]
    if bn_param["mode"] == "train":
        bn_param["running_mean"], bn_param["running_var"] = means, variances
    return gamma.reshape(C, 1, 1) * x_hat + beta.reshape(C, 1, 1), (x_hat, stds, gamma)
