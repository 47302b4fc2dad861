"""The backward pass reads the running mean and variance, not those of the batch."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dx"
HINT = (
    "dbeta is right, but dgamma and dx are those of a batch that was normalised with another mean and variance than "
    "the forward pass used in mode 'train'. Look at where the backward pass gets these two from, and what is stored "
    "there by the time it runs. Feed one batch with momentum 0.9 and print, for one channel, the mean that the forward "
    "pass subtracts and the one that the backward pass works with. Are they equal, and which batches have a part in "
    "the second one?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x, gamma, eps, bn_param)


def spatial_batchnorm_backward(dout, cache):
    x, gamma, eps, bn_param = cache
    M = dout.size // dout.shape[1]
    std = np.sqrt(bn_param["running_var"] + eps)[:, None, None]
    x_hat = (x - bn_param["running_mean"][:, None, None]) / std
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    return gamma[:, None, None] / std * (dout - spread), dgamma, dbeta
