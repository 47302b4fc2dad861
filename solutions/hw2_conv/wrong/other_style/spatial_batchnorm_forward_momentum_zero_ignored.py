"""In another style: channel by channel, the missing entries filled in beforehand."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum")
    if not momentum:
        momentum = 0.9
    means = np.array(bn_param.get("running_mean", np.zeros(C)), dtype=float)
    variances = np.array(bn_param.get("running_var", np.zeros(C)), dtype=float)
    x_hat, std = np.zeros(x.shape), np.zeros((C, 1, 1))
    for c in range(C):
        mean, var = means[c], variances[c]
        if bn_param["mode"] == "train":
            mean, var = np.mean(x[:, c]), np.var(x[:, c])
            means[c] = momentum * means[c] + (1 - momentum) * mean
            variances[c] = momentum * variances[c] + (1 - momentum) * var
        std[c] = np.sqrt(var + eps)
        x_hat[:, c] = (x[:, c] - mean) / std[c]
    if bn_param["mode"] == "train":
        bn_param["running_mean"], bn_param["running_var"] = means, variances
    return x_hat * gamma.reshape(C, 1, 1) + beta.reshape(C, 1, 1), (x_hat, std, gamma)
