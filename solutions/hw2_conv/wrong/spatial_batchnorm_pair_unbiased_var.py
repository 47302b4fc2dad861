"""Both passes use the variance that divides by one less."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward", "spatial_batchnorm_backward")
OUTPUT = "out"
HINT = (
    "Your two passes fit each other, which is why a gradient check finds nothing. But in mode 'train' all values lie a "
    "little too close to beta, most of all in channels of few values, and the new running variance is a little too "
    "large. Look at the variance in the forward pass, at the last step of computing it. Take a channel that holds only "
    "0 and 2, with gamma 1, beta 0 and a tiny eps. About which two numbers should come out, and which two do you get?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3), ddof=1)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, std, gamma)


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = dbeta[:, None, None] / M + x_hat * dgamma[:, None, None] / (M - 1)
    return gamma[:, None, None] / std * (dout - spread), dgamma, dbeta
