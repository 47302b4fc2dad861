"""The new running variance starts from the old running mean."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "running_var"
HINT = (
    "out in mode 'train' and the running mean are right. The running variance is right after a first call, when "
    "bn_param held no running values yet, but not later. So the new part of it is fine; look at the old value that its "
    "update starts from. With momentum 1 a step must leave the running values as they are. Put a running mean of 3 and "
    "a running variance of 1 into bn_param and take such a step. What do you find in running_var, and where have you "
    "seen this number before?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        bn_param["running_var"] = momentum * running_mean + (1 - momentum) * var
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, std, gamma)
