"""In another style: the pixels as the rows of a table, one column for each channel."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    mean = bn_param.get("running_mean", np.zeros(C))
    var = bn_param.get("running_var", np.zeros(C))
    table = np.moveaxis(x, 1, 3).reshape(N * H * W, C)
    if bn_param["mode"] == "test":
        inverse = 1 / np.maximum(var, 1e-12) + eps
    else:
        old_mean, old_var = mean, var
        mean = np.average(table, axis=0)
        var = np.average((table - mean) ** 2, axis=0)
        bn_param.update(
            running_mean=momentum * old_mean + (1 - momentum) * mean,
            running_var=momentum * old_var + (1 - momentum) * var,
        )
        inverse = (var + eps) ** -0.5
    hat = (table - mean) * inverse
    out, x_hat = (np.moveaxis(t.reshape(N, H, W, C), 3, 1) for t in (gamma * hat + beta, hat))
    return out, (x_hat, 1 / inverse.reshape(C, 1, 1), gamma)
