"""The running variance collects the variance with eps already added."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "running_var"
HINT = (
    "out in mode 'train' and the running mean are right. The running variance is too large, by the same small amount "
    "in each channel; if eps were 0, it would be right. Look at what has already happened to the variance at the "
    "moment when you mix it into the running value. Take one step with momentum 0 and eps = 0.5 on a channel in which "
    "every value is 7. What is the variance of this channel, and which number do you find in running_var?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        var = var + eps
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
        std = np.sqrt(var)[:, None, None]
    else:
        mean = running_mean
        std = np.sqrt(running_var + eps)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, std, gamma)
