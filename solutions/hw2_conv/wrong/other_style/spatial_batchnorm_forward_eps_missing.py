"""In another style: channel by channel, the backward pass step by step."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, m = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = np.array(bn_param.get("running_mean", [0.0] * C))
    running_var = np.array(bn_param.get("running_var", [0.0] * C))
    out = np.zeros(x.shape)
    for c in range(C):
        if bn_param["mode"] == "train":
            centred = x[:, c] - x[:, c].mean()
            var = np.mean(centred**2)
            running_mean[c] = m * running_mean[c] + (1 - m) * x[:, c].mean()
            running_var[c] = m * running_var[c] + (1 - m) * var
            out[:, c] = gamma[c] * (centred / np.sqrt(var)) + beta[c]
        else:
            out[:, c] = gamma[c] * (x[:, c] - running_mean[c]) / np.sqrt(running_var[c] + eps) + beta[c]
    if bn_param["mode"] == "train":
        bn_param["running_mean"], bn_param["running_var"] = running_mean, running_var
    return out, (x, gamma, eps)


def spatial_batchnorm_backward(dout, cache):
    x, gamma, eps = cache
    dx, dgamma, dbeta = np.zeros(x.shape), np.zeros(gamma.shape), np.zeros(gamma.shape)
    for c in range(len(gamma)):
        centred = x[:, c] - x[:, c].mean()
        root = np.sqrt(np.mean(centred**2) + eps)
        dgamma[c], dbeta[c] = np.sum(dout[:, c] * centred / root), dout[:, c].sum()
        dhat = gamma[c] * dout[:, c]
        dvar = -0.5 * np.sum(dhat * centred) / root**3
        dcentred = dhat / root + 2 * dvar * centred / centred.size
        dx[:, c] = dcentred - dcentred.mean()
    return dx, dgamma, dbeta
