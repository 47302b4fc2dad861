"""A momentum of 0 counts as a missing one."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "bn_param[running_mean]"
HINT = (
    "out is right, and with almost every momentum so are the running values. With a momentum of 0 they are not: they "
    "come out as if bn_param had no momentum at all, although it has one. Look at how you find out whether the caller "
    "left an entry out, and at what your test makes of the number 0. Take one step with momentum 0 on a channel that "
    "holds only 8, beginning with a running mean of 4. Which number does the docstring's formula give, which one do "
    "you find, and which momentum would give that one?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum") or 0.9
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
    return out, (x_hat, std, gamma)
