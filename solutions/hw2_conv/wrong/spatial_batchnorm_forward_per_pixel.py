"""Each pixel is normalised over the batch on its own."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "out"
HINT = (
    "In mode 'train', each pixel is compared only with the pixels in the same place of the other images; a batch of a "
    "single image gives beta everywhere. The running mean is right, but the running variance is too small. Look at how "
    "many values go into one mean, and so how many means there are. Take a batch of shape (2, 3, 4, 5). How many means "
    "does the docstring ask for, and how many numbers does yours hold?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean.mean(axis=(1, 2))
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var.mean(axis=(1, 2))
    else:
        mean, var = running_mean[:, None, None], running_var[:, None, None]
    x_hat = (x - mean) / np.sqrt(var + eps)
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
