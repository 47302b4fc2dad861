"""In test mode eps is left out."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "out"
HINT = (
    "Mode 'train' is right. In mode 'test', each value lies a little too far from beta, and a channel whose running "
    "variance is 0 gives inf or NaN. If eps were 0, there would be no difference. Look at the number that mode 'test' "
    "divides by, and compare it with the one of mode 'train'. Set the running mean and the running variance to 0 and "
    "eps to 0.25, and feed a pixel of 1. By which number does the docstring's formula divide it, and by which do you?"
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
        std = np.sqrt(var + eps)[:, None, None]
    else:
        mean = running_mean
        std = np.sqrt(running_var)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, std, gamma)
