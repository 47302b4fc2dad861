"""A missing running variance is taken to be one."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "running_var"
HINT = (
    "Everything is right when bn_param brings a running variance of its own. When it has none, mode 'train' stores a "
    "running variance that is too large, by the same amount in each channel, and mode 'test' divides by a number that "
    "is too large. Look at what stands in for the missing value. Take one step with momentum 0.9 on a channel in which "
    "all values are equal, with no running values in bn_param. Which number do you find in running_var, and what does "
    "the docstring say about missing values?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    running_var = bn_param.get("running_var", np.ones(C))
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, std, gamma)
