"""Both passes add eps after the square root."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward", "spatial_batchnorm_backward")
OUTPUT = "out"
HINT = (
    "Your two passes fit each other, which is why a gradient check finds nothing. But both divide by a number that "
    "differs from the docstring's, and the difference would vanish if eps were 0. Look at the forward pass first, at "
    "how the variance and eps become that number, one operation after the other. Take the channel 0, 0, 2, 2, whose "
    "variance is 1, with eps = 3, gamma 1 and beta 0. Which four numbers does the docstring's formula give, and which "
    "do you get?"
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
    root = np.sqrt(var)[:, None, None]
    x_hat = (x - mean[:, None, None]) / (root + eps)
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, root, eps, gamma)


def spatial_batchnorm_backward(dout, cache):
    x_hat, root, eps, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = dbeta[:, None, None] / M
    stretch = x_hat * dgamma[:, None, None] * (root + eps) / (M * root)
    return gamma[:, None, None] / (root + eps) * (dout - spread - stretch), dgamma, dbeta
