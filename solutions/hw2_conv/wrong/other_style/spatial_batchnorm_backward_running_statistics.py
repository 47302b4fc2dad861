"""In another style: a table with channels in columns, step by step through the graph."""

import numpy as np


def _table(maps):
    return np.moveaxis(maps, 1, -1).reshape(-1, maps.shape[1])


def _maps(table, shape):
    N, C, H, W = shape
    return np.moveaxis(table.reshape(N, H, W, C), -1, 1)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    old_mean = bn_param.get("running_mean", np.zeros(C))
    old_var = bn_param.get("running_var", np.zeros(C))
    table = _table(x)
    mean, var = old_mean, old_var
    if bn_param["mode"] == "train":
        mean = table.sum(axis=0) / len(table)
        var = ((table - mean) ** 2).sum(axis=0) / len(table)
        bn_param["running_mean"] = momentum * old_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * old_var + (1 - momentum) * var
    out = (table - mean) / (var + eps) ** 0.5 * gamma + beta
    return _maps(out, x.shape), (table, gamma, eps, bn_param)


def spatial_batchnorm_backward(dout, cache):
    table, gamma, eps, bn_param = cache
    grad = _table(dout)
    centred = table - bn_param["running_mean"]
    var = bn_param["running_var"] + eps
    dhat = grad * gamma
    dvar = -0.5 * (dhat * centred).sum(axis=0) / var**1.5
    dmean = -dhat.sum(axis=0) / var**0.5
    dtable = dhat / var**0.5 + (2 * dvar * centred + dmean) / len(grad)
    dgamma = (grad * centred).sum(axis=0) / var**0.5
    return _maps(dtable, dout.shape), dgamma, grad.sum(axis=0)
