"""The table of channels is reshaped to images without moving the channel axis back."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "out"
HINT = (
    "The running values are right, and each image of out holds the right numbers, but in the wrong places: channels "
    "and pixels are shuffled. So the normalisation works. Look at the step in which its result gets the four axes of x "
    "back, and at the order in which the numbers lie just before it. Set gamma to 1 and beta to [0, 100] for images "
    "with two channels. Where must all the numbers near 100 lie, and where are they in your out?"
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
    flat = x.transpose(0, 2, 3, 1).reshape(-1, C)
    flat_hat = (flat - mean) / np.sqrt(var + eps)
    out = (gamma * flat_hat + beta).reshape(x.shape)
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
