"""Scale and shift are applied along the last axis, not along the channels."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "out"
HINT = (
    "The normalised values are right, but gamma and beta meet the wrong axis. Where an image has as many columns as "
    "channels, every column gets its own scale and shift; for other widths the shapes do not fit together, or out gets "
    "a wrong one. Look at how one number per channel is lined up with the four axes of x. Set gamma to [1, 2, 3] and "
    "beta to 0 for images with 3 channels and 3 columns. Which part of out should be stretched to three times its "
    "size, and which part of yours is?"
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
    out = gamma * x_hat + beta
    return out, (x_hat, std, gamma)
