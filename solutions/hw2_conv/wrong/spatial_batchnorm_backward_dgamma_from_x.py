"""The gradient of gamma sums dout times x, not times the normalised values."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dgamma"
HINT = (
    "dbeta is right. dgamma is right for a channel whose mean is 0 and whose variance plus eps is 1. Elsewhere it is "
    "not, and it can change when the same number is added to all pixels of a channel, although out stays as it is then. "
    "Look at which quantity gamma meets in the forward formula. Take a channel that holds 1, 1, 3 and 3, with beta 0 "
    "and dout = 1 at each of its pixels, so that the loss is the sum of out. What is this sum for gamma 1, and for "
    "gamma 1.1? What must dgamma be, and what is yours?"
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
    return out, (x, x_hat, std, gamma)


def spatial_batchnorm_backward(dout, cache):
    x, x_hat, std, gamma = cache
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x).sum(axis=(0, 2, 3))
    dx_hat = dout * gamma[:, None, None]
    along = (dx_hat * x_hat).mean(axis=(0, 2, 3))[:, None, None]
    dx = (dx_hat - dx_hat.mean(axis=(0, 2, 3))[:, None, None] - x_hat * along) / std
    return dx, dgamma, dbeta
