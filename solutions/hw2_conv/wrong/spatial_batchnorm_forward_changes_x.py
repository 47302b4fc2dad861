"""The mean is subtracted from the caller's images in place."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "x"
HINT = (
    "out and the running values are right. But the array x that was passed in is not the same after the call: a mean "
    "has been taken away from each of its channels. The array belongs to the caller and is read-only. Look at where "
    "the first step of the normalisation puts its result. Call the function twice with the same x in mode 'train' with "
    "momentum 0, and print the running mean after each call. What is it the second time, and why?"
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
    x -= mean[:, None, None]
    x_hat = x / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, std, gamma)
