"""In another style: channels in rows, the backward pass step by step through the graph."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    mean = bn_param.get("running_mean", np.zeros(C))
    var = bn_param.get("running_var", np.zeros(C))
    rows = x.transpose(1, 0, 2, 3).reshape(C, -1)
    if bn_param["mode"] == "train":
        bn_param["running_mean"] = momentum * mean + (1 - momentum) * rows.mean(axis=1)
        bn_param["running_var"] = momentum * var + (1 - momentum) * rows.var(axis=1)
        mean, var = rows.mean(axis=1), rows.var(axis=1)
    mu = rows - mean[:, None]
    root = np.sqrt(var)[:, None]
    out = gamma[:, None] * mu / (root + eps) + beta[:, None]
    return out.reshape(C, N, H, W).transpose(1, 0, 2, 3), (mu, root, gamma, eps)


def spatial_batchnorm_backward(dout, cache):
    mu, root, gamma, eps = cache
    N, C, H, W = dout.shape
    M = N * H * W
    grad = dout.transpose(1, 0, 2, 3).reshape(C, M)
    std = root + eps
    dhat = grad * gamma[:, None]
    dstd = -np.sum(dhat * mu, axis=1, keepdims=True) / std**2
    dvar = 0.5 * dstd / root
    dmean = -np.sum(dhat, axis=1, keepdims=True) / std
    dx = dhat / std + (2 * dvar * mu + dmean) / M
    return dx.reshape(C, N, H, W).transpose(1, 0, 2, 3), (grad * mu / std).sum(axis=1), grad.sum(axis=1)
