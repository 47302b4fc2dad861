"""The images are reshaped to a table of channels without moving the channel axis last."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "out"
HINT = (
    "In both modes, values of different channels are mixed: what should be the mean and the variance of one channel is "
    "taken from pixels of several, and gamma and beta meet the same wrong pixels. Look at how the four axes of x "
    "become groups of values, one group for each channel. Number the values of a batch of shape (1, 2, 2, 2) from 0 to "
    "7 in the order in which they are printed, so that channel 0 holds 0 to 3. Which four of them go into your mean of "
    "channel 0?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    flat = x.reshape(-1, C)
    if bn_param["mode"] == "train":
        mean, var = flat.mean(axis=0), flat.var(axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    flat_hat = (flat - mean) / np.sqrt(var + eps)
    out = (gamma * flat_hat + beta).reshape(x.shape)
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
