"""Momentum weighs the new batch where it should weigh the old value."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "running_mean"
HINT = (
    "out is right in mode 'train', and the running values are right where momentum is 0.5. With a momentum of 0.9, "
    "yours jump almost all the way to the newest batch and nearly forget the older ones. Look at the two weights in "
    "the update of the running values, and at what each of them is multiplied with. Take an old running mean of 10, a "
    "batch with mean 20 and momentum 0.9. Which number does the docstring's formula give, and which one do you store?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        bn_param["running_mean"] = (1 - momentum) * running_mean + momentum * mean
        bn_param["running_var"] = (1 - momentum) * running_var + momentum * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, std, gamma)
