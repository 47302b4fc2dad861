"""The running values keep four axes."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "running_mean"
HINT = (
    "out is right, and so are the numbers in the running mean and the running variance, but both are stored with four "
    "axes, three of them of length 1. The docstring says which shape they must have. A shape that is handy for "
    "subtracting from x need not be the one to keep: look at the shape of the mean at the moment when it is stored. "
    "Print the shape of bn_param['running_mean'] before and after one call that begins with arrays of shape (C,). "
    "Which step adds the axes?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    running_mean, running_var = running_mean.reshape(1, C, 1, 1), running_var.reshape(1, C, 1, 1)
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=(0, 2, 3), keepdims=True), x.var(axis=(0, 2, 3), keepdims=True)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, std.reshape(C, 1, 1), gamma)
