"""The running values are updated in test mode too."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "running_mean"
HINT = (
    "out is right in both modes, but a call in mode 'test' changes the running values in bn_param. Testing should "
    "leave no trace: otherwise a score depends on which images were tested before. Look at which steps of your "
    "function run in which mode. Call it in mode 'test' three times with the same bn_param: with batch A, with another "
    "batch B, and with A again. Should the two results for A be equal, and are they?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    batch_mean, batch_var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
    bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * batch_mean
    bn_param["running_var"] = momentum * running_var + (1 - momentum) * batch_var
    mean, var = (batch_mean, batch_var) if bn_param["mode"] == "train" else (running_mean, running_var)
    std = np.sqrt(var + eps)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, std, gamma)
