"""In another style: every C-th value of the flat batch, in a loop over the channels."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = np.array(bn_param.get("running_mean", np.zeros(C)))
    running_var = np.array(bn_param.get("running_var", np.zeros(C)))
    values = x.flatten()
    out = np.empty(x.size)
    for c in range(C):
        channel = values[c::C]
        mean, var = running_mean[c], running_var[c]
        if bn_param["mode"] == "train":
            mean, var = channel.mean(), channel.var()
            running_mean[c] = momentum * running_mean[c] + (1 - momentum) * mean
            running_var[c] = momentum * running_var[c] + (1 - momentum) * var
        out[c::C] = gamma[c] * (channel - mean) / np.sqrt(var + eps) + beta[c]
    if bn_param["mode"] == "train":
        bn_param["running_mean"], bn_param["running_var"] = running_mean, running_var
    return out.reshape(x.shape), (x, gamma, eps)


def spatial_batchnorm_backward(dout, cache):
    x, gamma, eps = cache
    N, C, H, W = x.shape
    table = x.transpose(0, 2, 3, 1).reshape(N * H * W, C)
    grads = dout.transpose(0, 2, 3, 1).reshape(N * H * W, C)
    std = np.sqrt(table.var(axis=0) + eps)
    hat = (table - table.mean(axis=0)) / std
    dbeta, dgamma = grads.sum(axis=0), (grads * hat).sum(axis=0)
    dx = gamma / std * (grads - dbeta / len(table) - hat * dgamma / len(table))
    return dx.reshape(N, H, W, C).transpose(0, 3, 1, 2), dgamma, dbeta
