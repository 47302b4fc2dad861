"""The backward pass rebuilds the normalised values without eps."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dx"
HINT = (
    "dbeta is right. dgamma is too far from 0, in each channel by a factor of its own, and dx is off as well; a channel "
    "in which all values are equal gives NaN. If eps were 0, both would be right. So your two passes do not agree on "
    "the normalised values: look at how the backward pass gets them. Take the channel 0, 0, 2, 2, whose variance is 1, "
    "with eps = 3. Write down its normalised values in both passes. Are they the same?"
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
    return out, (x - mean[:, None, None], var, eps, gamma)


def spatial_batchnorm_backward(dout, cache):
    x_mu, var, eps, gamma = cache
    M = dout.size // dout.shape[1]
    std = np.sqrt(var + eps)[:, None, None]
    x_hat = x_mu / np.sqrt(var)[:, None, None]
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    return gamma[:, None, None] / std * (dout - spread), dgamma, dbeta
