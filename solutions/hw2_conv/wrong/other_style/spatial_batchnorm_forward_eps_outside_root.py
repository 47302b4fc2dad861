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
    scale = gamma / (var**0.5 + eps)
    result = (rows - mean[:, None]) * scale[:, None] + beta[:, None]
    return result.reshape(C, N, H, W).transpose(1, 0, 2, 3), (rows, gamma, eps)


def spatial_batchnorm_backward(dout, cache):
    rows, gamma, eps = cache
    N, C, H, W = dout.shape
    M = N * H * W
    grad = dout.transpose(1, 0, 2, 3).reshape(C, M)
    mu = rows - rows.mean(axis=1, keepdims=True)
    root = np.sqrt((mu**2).mean(axis=1, keepdims=True) + eps)
    dhat = grad * gamma[:, None]
    dvar = (-0.5 * dhat * mu / root**3).sum(axis=1, keepdims=True)
    dmean = -(dhat / root).sum(axis=1, keepdims=True)
    dx = dhat / root + (2 * dvar * mu + dmean) / M
    return dx.reshape(C, N, H, W).transpose(1, 0, 2, 3), (grad * mu / root).sum(axis=1), grad.sum(axis=1)
