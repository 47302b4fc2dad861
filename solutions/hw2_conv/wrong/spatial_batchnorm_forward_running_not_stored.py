"""The new running values are computed and never put into bn_param."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "running_mean"
HINT = (
    "out is right, but a call in mode 'train' leaves no trace in the caller's bn_param: its running values are the old "
    "ones, or are still missing. So the new ones get lost on their way. Follow them from the step that computes them to "
    "the end of the function: in which object are they when it returns, if in any? Make one call with bn_param = "
    "{'mode': 'train'} and print the dict afterwards. Which mean and which variance will a call in mode 'test' with it find?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, std, gamma)
