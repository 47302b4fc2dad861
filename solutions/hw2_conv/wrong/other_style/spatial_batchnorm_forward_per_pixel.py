"""In another style: one row for each image, as in batch norm for a fully connected layer."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    mean = bn_param.get("running_mean", np.zeros(C))
    var = bn_param.get("running_var", np.zeros(C))
    rows = x.reshape(N, -1)
    mu, sigma2 = np.repeat(mean, H * W), np.repeat(var, H * W)
    if bn_param["mode"] == "train":
        mu, sigma2 = rows.mean(axis=0), rows.var(axis=0)
        bn_param["running_mean"] = momentum * mean + (1 - momentum) * mu.reshape(C, -1).mean(axis=1)
        bn_param["running_var"] = momentum * var + (1 - momentum) * sigma2.reshape(C, -1).mean(axis=1)
    hat = (rows - mu) / np.sqrt(sigma2 + eps)
    out = np.repeat(gamma, H * W) * hat + np.repeat(beta, H * W)
    return out.reshape(N, C, H, W), (x, gamma, eps)


def spatial_batchnorm_backward(dout, cache):
    x, gamma, eps = cache
    N, C, H, W = x.shape
    table, grad = (a.transpose(0, 2, 3, 1).reshape(-1, C) for a in (x, dout))
    std = np.sqrt(table.var(axis=0) + eps)
    hat = (table - table.mean(axis=0)) / std
    dhat = gamma * grad
    dtable = (dhat - dhat.mean(axis=0) - hat * (dhat * hat).mean(axis=0)) / std
    return dtable.reshape(N, H, W, C).transpose(0, 3, 1, 2), (grad * hat).sum(axis=0), grad.sum(axis=0)
