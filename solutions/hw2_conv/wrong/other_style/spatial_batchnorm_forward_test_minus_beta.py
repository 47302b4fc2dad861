"""In another style: channel by channel, one scale and one shift."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    old_mean = bn_param.get("running_mean", np.zeros(C))
    old_var = bn_param.get("running_var", np.zeros(C))
    train = bn_param["mode"] == "train"
    mean = np.array([x[:, c].mean() for c in range(C)]) if train else old_mean
    var = np.array([x[:, c].var() for c in range(C)]) if train else old_var
    if train:
        bn_param["running_mean"] = momentum * old_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * old_var + (1 - momentum) * var
    std = np.sqrt(var + eps)
    x_hat, out = np.zeros(x.shape), np.zeros(x.shape)
    for c in range(C):
        x_hat[:, c] = (x[:, c] - mean[c]) / std[c]
        scale = gamma[c] / std[c]
        shift = beta[c] if train else -beta[c]
        out[:, c] = scale * (x[:, c] - mean[c]) + shift
    return out, (x_hat, std.reshape(C, 1, 1), gamma)
