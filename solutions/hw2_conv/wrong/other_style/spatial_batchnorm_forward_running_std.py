"""In another style: a table with channels in columns."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    mean = bn_param.get("running_mean", np.zeros(C))
    var = bn_param.get("running_var", np.zeros(C))
    table = np.moveaxis(x, 1, 3).reshape(N * H * W, C)
    if bn_param["mode"] == "train":
        bn_param["running_mean"] = momentum * mean + (1 - momentum) * table.mean(axis=0)
        bn_param["running_var"] = momentum * var + (1 - momentum) * table.std(axis=0)
        mean, var = table.mean(axis=0), table.var(axis=0)
    std = np.sqrt(var + eps)
    hat = (table - mean) / std
    out, x_hat = (np.moveaxis(t.reshape(N, H, W, C), 3, 1) for t in (hat * gamma + beta, hat))
    return out, (x_hat, std.reshape(C, 1, 1), gamma)
