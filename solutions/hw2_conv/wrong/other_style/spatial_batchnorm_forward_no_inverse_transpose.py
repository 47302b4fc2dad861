"""In another style: channel by channel, each one a column of a table."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    mean = np.array(bn_param.get("running_mean", np.zeros(C)), dtype=float)
    var = np.array(bn_param.get("running_var", np.zeros(C)), dtype=float)
    if bn_param["mode"] == "train":
        old_mean, old_var = mean, var
        mean = np.array([np.mean(x[:, c]) for c in range(C)])
        var = np.array([np.mean((x[:, c] - mean[c]) ** 2) for c in range(C)])
        bn_param["running_mean"] = momentum * old_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * old_var + (1 - momentum) * var
    std = (var + eps) ** 0.5
    x_hat = np.zeros(x.shape)
    columns = []
    for c in range(C):
        x_hat[:, c] = (x[:, c] - mean[c]) / std[c]
        columns.append(x_hat[:, c].ravel() * gamma[c] + beta[c])
    out = np.stack(columns, axis=1).reshape(x.shape)
    return out, (x_hat, std.reshape(C, 1, 1), gamma)
