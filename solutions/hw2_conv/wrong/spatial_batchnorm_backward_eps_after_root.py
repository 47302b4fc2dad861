"""The backward pass adds eps after the root, the forward pass inside it."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dx"
HINT = (
    "dgamma and dbeta are right, and dx is a little off: it would be right if eps were 0. So the normalised values are "
    "fine, but the backward pass does not divide by the same number as the forward pass. Look at how the backward pass "
    "gets its standard deviation, operation by operation. Take the channel 0, 0, 2, 2, whose variance is 1, with eps = "
    "3. Write down the number that each of your passes divides by. Are they equal?"
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
    std = np.sqrt(var + eps)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, x - mean[:, None, None], eps, gamma)


def spatial_batchnorm_backward(dout, cache):
    x_hat, x_mu, eps, gamma = cache
    M = dout.size // dout.shape[1]
    std = np.sqrt((x_mu**2).mean(axis=(0, 2, 3)))[:, None, None] + eps
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    dx_hat = dout * gamma[:, None, None]
    dvar = (dx_hat * x_mu).sum(axis=(0, 2, 3))[:, None, None] * -0.5 * std**-3
    dmean = -dx_hat.sum(axis=(0, 2, 3))[:, None, None] / std
    dx = dx_hat / std + dvar * 2 * x_mu / M + dmean / M
    return dx, dgamma, dbeta
