"""In another style: each map of each image as a row; backward step by step through the graph."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    maps = x.reshape(N * C, H * W)
    if bn_param["mode"] == "train":
        mean = maps.sum(axis=1) / (H * W)
        var = ((maps - mean[:, None]) ** 2).sum(axis=1) / (H * W)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean.reshape(N, C).sum(axis=0) / N
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var.reshape(N, C).sum(axis=0) / N
    else:
        mean, var = np.tile(running_mean, N), np.tile(running_var, N)
    centred = maps - mean[:, None]
    root = np.sqrt(var + eps)[:, None]
    scale = np.tile(gamma, N)[:, None]
    out = scale * centred / root + np.tile(beta, N)[:, None]
    return out.reshape(x.shape), (centred, root, scale)


def spatial_batchnorm_backward(dout, cache):
    centred, root, scale = cache
    N, C, H, W = dout.shape
    g = dout.reshape(N * C, H * W)
    dbeta = g.sum(axis=1).reshape(N, C).sum(axis=0)
    dgamma = (g * centred / root).sum(axis=1).reshape(N, C).sum(axis=0)
    dnormal = g * scale
    droot = -(dnormal * centred).sum(axis=1, keepdims=True) / root**2
    dvar = droot / (2 * root)
    dmean = -(dnormal / root).sum(axis=1, keepdims=True)
    dx = dnormal / root + (2 * centred * dvar + dmean) / (H * W)
    return dx.reshape(dout.shape), dgamma, dbeta
