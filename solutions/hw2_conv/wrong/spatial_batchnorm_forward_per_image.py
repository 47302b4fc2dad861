"""Each image is normalised on its own, without the rest of the batch."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "out"
HINT = (
    "In mode 'train', every image comes out with mean beta in each channel, so a dark image ends up as bright as a "
    "bright one. A batch of a single image is right. The running mean is right too, but the running variance is too "
    "small. Look at which values share one mean. Take a batch of two images with one channel, the first holding 0 and "
    "2, the second 100 and 102. How many means does this batch have according to the docstring, and how many do you "
    "compute?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=(2, 3)), x.var(axis=(2, 3))
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean.mean(axis=0)
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var.mean(axis=0)
    else:
        mean, var = running_mean[None], running_var[None]
    x_hat = (x - mean[:, :, None, None]) / np.sqrt(var + eps)[:, :, None, None]
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
