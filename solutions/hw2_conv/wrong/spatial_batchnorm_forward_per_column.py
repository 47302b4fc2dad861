"""The statistics leave out the last image axis, so each column has its own."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "out"
HINT = (
    "In mode 'train', every column of a channel is normalised for itself, so differences between columns are lost. "
    "Images with a single column are right. The running mean is right too, but the running variance is too small. Look "
    "at which axes of x one mean runs over. Take one image with one channel, [[0, 10], [2, 12]], with gamma 1 and beta "
    "0. Should the second column of out be larger than the first, and is it in yours?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=(0, 2)), x.var(axis=(0, 2))
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean.mean(axis=1)
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var.mean(axis=1)
    else:
        mean, var = running_mean[:, None], running_var[:, None]
    x_hat = (x - mean[:, None]) / np.sqrt(var + eps)[:, None]
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
