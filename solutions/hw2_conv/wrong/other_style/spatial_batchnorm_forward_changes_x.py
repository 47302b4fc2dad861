"""In another style: channel by channel in a loop."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    mean = bn_param.get("running_mean", np.zeros(C))
    var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        old_mean, old_var = mean, var
        mean = np.array([x[:, c].mean() for c in range(C)])
        var = np.array([x[:, c].var() for c in range(C)])
        bn_param["running_mean"] = momentum * old_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * old_var + (1 - momentum) * var
    std = np.sqrt(var + eps)
    x_hat, out = np.zeros(x.shape), np.zeros(x.shape)
    for c in range(C):
        x[:, c] -= mean[c]
        x_hat[:, c] = x[:, c] / std[c]
        out[:, c] = gamma[c] * x_hat[:, c] + beta[c]
    return out, (x_hat, std.reshape(C, 1, 1), gamma)
