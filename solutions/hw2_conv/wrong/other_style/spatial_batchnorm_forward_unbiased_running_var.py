"""In another style: a table with channels in columns, ddof=1."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    mean = bn_param.get("running_mean", np.zeros(C))
    var = bn_param.get("running_var", np.zeros(C))
    table = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] == "train":
        bn_param["running_mean"] = momentum * mean + (1 - momentum) * np.mean(table, axis=0)
        bn_param["running_var"] = momentum * var + (1 - momentum) * np.var(table, axis=0, ddof=1)
        mean, var = np.mean(table, axis=0), np.var(table, axis=0)
    std = np.sqrt(var + eps)
    hat = (table - mean) / std
    x_hat = hat.reshape(N, H, W, C).transpose(0, 3, 1, 2)
    out = (gamma * hat + beta).reshape(N, H, W, C).transpose(0, 3, 1, 2)
    return out, (x_hat, std.reshape(C, 1, 1), gamma)
