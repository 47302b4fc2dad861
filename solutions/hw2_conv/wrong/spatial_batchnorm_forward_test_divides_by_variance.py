"""In test mode the deviation is divided by the variance."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "out"
HINT = (
    "Mode 'train' is right. In mode 'test', channels with a running variance above 1 come out too flat, and those "
    "below 1 too strong; where running variance plus eps is 1 they are right. Look at the number by which mode 'test' "
    "divides the distance from the running mean. Set the running mean to 0, the running variance to 100, gamma to 1 "
    "and beta to 0, and feed a pixel of 10. About which number does the docstring's formula give, and which one do you "
    "get?"
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
        std = (running_var + eps)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, std, gamma)
