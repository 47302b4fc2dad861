"""In train mode the images are normalised with the running values of after the update."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "out"
HINT = (
    "Mode 'test' is right, and so are the running values that you store. In mode 'train', out is right where momentum "
    "is 0; with a larger one, the running values of before the call have a say in it. Look at the mean and the variance "
    "that mode 'train' normalises with: what has gone into these two numbers by then? Take a channel that holds 0, 0, 2 "
    "and 2, with eps = 3, momentum 0.5, gamma 1 and beta 0, and begin with a running mean of 3 and a running variance "
    "of 1. Which four numbers does the docstring's formula for out give, and which do you get?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    used_mean = bn_param.get("running_mean", np.zeros(C))
    used_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        used_mean = momentum * used_mean + (1 - momentum) * x.mean(axis=(0, 2, 3))
        used_var = momentum * used_var + (1 - momentum) * x.var(axis=(0, 2, 3))
        bn_param["running_mean"], bn_param["running_var"] = used_mean, used_var
    std = np.sqrt(used_var + eps)[:, None, None]
    out = gamma[:, None, None] * (x - used_mean[:, None, None]) / std + beta[:, None, None]
    return out, (x, gamma, eps)


def spatial_batchnorm_backward(dout, cache):
    x, gamma, eps = cache
    M = dout.size // dout.shape[1]
    std = np.sqrt(x.var(axis=(0, 2, 3)) + eps)[:, None, None]
    x_hat = (x - x.mean(axis=(0, 2, 3))[:, None, None]) / std
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    return gamma[:, None, None] / std * (dout - spread), dgamma, dbeta
