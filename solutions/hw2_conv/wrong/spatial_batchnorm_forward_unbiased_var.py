"""The variance divides by one less than the number of values."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "out"
HINT = (
    "In mode 'train', your values lie a little too close to beta, and the new running variance is a little too large, "
    "most of all where a channel has few values. Mode 'test' is right. Look at how the squared distances from the mean "
    "become the variance. Take a channel with the four values 1, 1, 3, 3: each squared distance is 1, and they sum to "
    "4. Which variance follows from the docstring, and which one do you compute?"
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
