"""The running variance stores the variance that divides by one less."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "running_var"
HINT = (
    "out in mode 'train' and the running mean are right. The running variance is a little too large, by a factor that "
    "gets closer to 1 the more values a channel has. So two different variances are in use: the one you normalise "
    "with, and the one you store. Look at the number of values in the second one. Take one step with momentum 0 on a "
    "channel that holds only 0, 0, 2 and 2. Which variance does the docstring describe, and which number do you find "
    "in running_var?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        M = x.size // C
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var * M / (M - 1)
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, std, gamma)
