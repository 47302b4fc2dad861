"""One mean and one variance are used for all channels together."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "out"
HINT = (
    "In mode 'train', all channels are shifted and divided by the same two numbers, so a bright channel stays bright "
    "and a dark one stays dark; the running values take in the same number for each channel. Look at which values of x "
    "share one mean. Take one image with two channels, the first holding 0 and 2, the second 100 and 102, with gamma 1 "
    "and beta 0. Should the two channels of out differ, and do yours?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean, var = np.full(C, x.mean()), np.full(C, x.var())
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x, gamma, eps)


def spatial_batchnorm_backward(dout, cache):
    x, gamma, eps = cache
    M = dout.size // dout.shape[1]
    std = np.sqrt(x.var(axis=(0, 2, 3)) + eps)[:, None, None]
    x_hat = (x - x.mean(axis=(0, 2, 3))[:, None, None]) / std
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    return gamma[:, None, None] / std * (dout - spread), dgamma, dbeta
