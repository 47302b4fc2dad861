"""In test mode gamma and beta are forgotten."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "out"
HINT = (
    "Mode 'train' is right. In mode 'test', only channels with gamma 1 and beta 0 are right: in all others you return "
    "the normalised values as they are. The running mean and variance are used correctly. Look at what your code does "
    "in mode 'test' after the normalisation, and compare it with mode 'train'. Call mode 'test' twice, once with gamma "
    "1 and once with gamma 3, and compare the two results. Should they differ, and do they?"
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
    if bn_param["mode"] == "test":
        out = x_hat
    return out, (x_hat, std, gamma)
