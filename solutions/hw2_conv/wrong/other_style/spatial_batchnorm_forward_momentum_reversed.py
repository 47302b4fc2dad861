"""In another style: channel by channel in a loop."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = np.array(bn_param.get("running_mean", [0.0] * C))
    running_var = np.array(bn_param.get("running_var", [0.0] * C))
    x_hat, out, std = np.zeros(x.shape), np.zeros(x.shape), np.zeros((C, 1, 1))
    for c in range(C):
        mean, var = running_mean[c], running_var[c]
        if bn_param["mode"] == "train":
            mean, var = np.mean(x[:, c]), np.var(x[:, c])
            running_mean[c] += momentum * (mean - running_mean[c])
            running_var[c] += momentum * (var - running_var[c])
        std[c] = np.sqrt(var + eps)
        x_hat[:, c] = (x[:, c] - mean) / std[c]
        out[:, c] = gamma[c] * x_hat[:, c] + beta[c]
    if bn_param["mode"] == "train":
        bn_param["running_mean"], bn_param["running_var"] = running_mean, running_var
    return out, (x_hat, std, gamma)
