"""In another style: channels in rows, statistics once more in the backward pass."""

import numpy as np


def _channel_rows(x):
    return x.swapaxes(0, 1).reshape(x.shape[1], -1)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    old_mean = bn_param.get("running_mean", np.zeros(len(gamma)))
    old_var = bn_param.get("running_var", np.zeros(len(gamma)))
    mean, var = _channel_rows(x).mean(axis=1), _channel_rows(x).var(axis=1)
    if bn_param["mode"] == "train":
        bn_param["running_mean"] = momentum * old_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * old_var + (1 - momentum) * var
        used_mean, used_var = mean, var
    else:
        used_mean, used_var = old_mean, old_var
    out = np.zeros(x.shape)
    for c in range(len(gamma)):
        out[:, c] = gamma[c] * (x[:, c] - used_mean[c]) / np.sqrt(used_var[c] + eps) + beta[c]
    return out, (x, used_mean, used_var, gamma, eps)


def spatial_batchnorm_backward(dout, cache):
    x, mean, var, gamma, eps = cache
    N, C, H, W = x.shape
    hat = (_channel_rows(x) - mean[:, None]) / np.sqrt(var)[:, None]
    grad = _channel_rows(dout)
    dgamma, dbeta = (grad * hat).sum(axis=1), grad.sum(axis=1)
    centred = grad - grad.mean(axis=1, keepdims=True) - hat * (grad * hat).mean(axis=1, keepdims=True)
    dx = (gamma / np.sqrt(var + eps))[:, None] * centred
    return dx.reshape(C, N, H, W).swapaxes(0, 1), dgamma, dbeta
