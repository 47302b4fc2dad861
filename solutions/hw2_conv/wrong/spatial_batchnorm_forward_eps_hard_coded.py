"""The eps in bn_param is not looked at."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "out"
HINT = (
    "With the usual eps, and where bn_param has none, everything is right; the running values are always right. When "
    "bn_param brings another eps, your out is the same as without it, in both modes. Look at where the number that "
    "you add to the variance comes from. Take a channel that holds 0, 0, 2 and 2, gamma 1, beta 0, and call the "
    "function in mode 'train' once with eps = 3 and once with eps = 8. By which number must the distance from the "
    "mean be divided each time? Do your two results differ?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = 1e-5, bn_param.get("momentum", 0.9)
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
